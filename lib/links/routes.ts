import type { Route } from "next";
import { type BudgetRange, defaultBudgetRange } from "@/lib/ranges/budget-ranges";
import type { CompareKind } from "@/lib/ranges/compare-kinds";
import { defaultRange, type RangeKey } from "@/lib/ranges/ranges";
import { type Query, withQuery } from "./with-query";

/** What the on-call page's URL can hold. */
export type OnCallState = {
  range?: RangeKey;
  route?: string | null;
  filter?: string;
  sort?: string;
  events?: string | null;
  anchor?: string;
};

/** Every page of the console as its folders under app/ spell it; a test compares this list with them. */
export const pagePaths = [
  "/",
  "/audit",
  "/audit/[seq]",
  "/budget",
  "/capsules",
  "/capsules/[id]",
  "/compare",
  "/dependencies/[lane]",
  "/empty",
  "/from-grafana",
  "/migration",
  "/pods",
  "/reference",
  "/rollout",
  "/routes",
  "/runbooks/[slug]",
  "/settings",
  "/settings/account",
  "/settings/notifications",
  "/settings/users",
  "/sign-in",
  "/sign-in/code",
  "/sign-in/link",
  "/sign-in/new-password",
  "/tokens",
  "/tokens/[id]",
  "/traces",
  "/traces/[id]",
  "/traces/n-plus-one",
  "/triggers",
  "/verify",
] as const;
type PagePath = (typeof pagePaths)[number];
/** "id" for "/tokens/[id]"; `never` for "/tokens". */
type Segment<P extends PagePath> = P extends `${string}[${infer Name}]` ? Name : never;

/** The address of a page: the only place where a string becomes a link, so that no link can miss every page. */
function pageHref<P extends PagePath>(
  page: P,
  segments: Record<Segment<P>, string>,
  query: Query = {},
  anchor?: string,
): Route {
  const values: Record<string, string> = segments;
  const path = page.replace(/\[(\w+)\]/, (_whole, name: string) => encodeURIComponent(values[name] ?? ""));
  return `${withQuery(path, query)}${anchor ? `#${anchor}` : ""}` as Route;
}

/** A stored link (of an alert, say): unchanged when it stays on this console, else the page of the alerts. */
export function storedHref(href: string): Route {
  return /^(#|\/(?![/\\]))/.test(href) ? (href as Route) : notificationsHref();
}

/** The on-call page; what has its default value is left out of the URL. */
export function onCallHref({ range, route, filter, sort, events, anchor }: OnCallState = {}): Route {
  return pageHref("/", {}, { range: range === defaultRange ? null : range, route, filter, sort, events }, anchor);
}

/** The budget page; its default range is left out of the URL. */
export function budgetHref({ range, anchor }: { range?: BudgetRange; anchor?: string } = {}): Route {
  return pageHref("/budget", {}, { range: range === defaultBudgetRange ? null : range }, anchor);
}

export function settingsHref(anchor?: string): Route {
  return pageHref("/settings", {}, {}, anchor);
}

/** The tokens page; "all" is left out of the URL. */
export function tokensHref({ state, scope }: { state?: string | null; scope?: string | null } = {}): Route {
  return pageHref("/tokens", {}, { state, scope });
}

export function tokenHref(publicId: string, range?: RangeKey): Route {
  return pageHref("/tokens/[id]", { id: publicId }, { range: range === "24h" ? null : range });
}

/** The tokens page with the dialog open that creates one, and a token's page with the one that rotates it. */
export const createTokenHref = () => pageHref("/tokens", {}, { do: "create" });
export const rotateTokenHref = (publicId: string) => pageHref("/tokens/[id]", { id: publicId }, { do: "rotate" });

export const notificationsHref = () => pageHref("/settings/notifications", {});
/** An open alert, with the field for the reason of its acknowledgement. */
export const acknowledgeHref = (id: string) => pageHref("/settings/notifications", {}, { acknowledge: id });
export const triggersHref = (range?: string) => pageHref("/triggers", {}, { range });
/** Moving to another machine. */
export const migrationHref = (anchor?: string) => pageHref("/migration", {}, {}, anchor);

/** The sign-in page; `to` is the path of this console to go on to. */
export function signInHref(to?: string): Route {
  return pageHref("/sign-in", {}, { to: to === "/" ? null : to });
}

/** Where a sign-in through the provider is confirmed by the second factor of the account. */
export function codeHref(to?: string): Route {
  return pageHref("/sign-in/code", {}, { to: to === "/" ? null : to });
}

export function newPasswordHref(to?: string): Route {
  return pageHref("/sign-in/new-password", {}, { to: to === "/" ? null : to });
}

/** The link's secret comes after the #, which browsers do not send: no log and no Referer has it. */
export function oneTimeLinkPath(secret: string): string {
  return pageHref("/sign-in/link", {}, {}, secret);
}

export const usersHref = () => pageHref("/settings/users", {});

/** The signed-in person's own account. */
export const accountHref = () => pageHref("/settings/account", {});
export type AuditQuery = { actor?: string; action?: string; subject?: string; from?: string; to?: string };

/** The audit log, filtered; with `before`, only events below that sequence number. */
export function auditHref({ before, ...filter }: AuditQuery & { before?: number } = {}): Route {
  return pageHref("/audit", {}, { ...filter, before: before === undefined ? null : String(before) });
}

export function auditEventHref(seq: number): Route {
  return pageHref("/audit/[seq]", { seq: String(seq) });
}

/** One trace, from Jaeger or as it was kept. */
export function traceHref(traceId: string): Route {
  return pageHref("/traces/[id]", { id: traceId });
}

/** The trace search; empty values are left out of the URL. */
export function tracesHref(state: Query = {}): Route {
  return pageHref("/traces", {}, state);
}

export function nPlusOneHref(range?: RangeKey): Route {
  return pageHref("/traces/n-plus-one", {}, { range: range === defaultRange ? null : range });
}

/**
 * Two windows side by side: the last hour against last week, since a deploy (an event of the timeline by its id; the
 * newest without), or two that somebody chose.
 */
export function compareHref(
  kind: CompareKind | null,
  { anchor, ...rest }: Record<string, string | null> & { anchor?: string } = {},
): Route {
  return pageHref("/compare", {}, { kind, ...rest }, anchor);
}

type Stretch = { startMs: number; endMs: number };
/** Shorter windows cannot be compared. */
const comparedMsMin = 5 * 60_000;

/** Compares a period with another one, by default the same length right before it. */
export function compareWindowHref(chosen: Stretch, earlier?: Stretch): Route {
  const after = { ...chosen, startMs: Math.min(chosen.startMs, chosen.endMs - comparedMsMin) };
  const before = earlier ?? { startMs: 2 * after.startMs - after.endMs, endMs: after.startMs };
  const text = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  return compareHref("free", {
    beforeStart: text(before.startMs),
    beforeEnd: text(before.endMs),
    afterStart: text(after.startMs),
    afterEnd: text(after.endMs),
  });
}

/** A lane of the dependencies. */
export function dependencyHref(lane: string, { range }: { range?: RangeKey } = {}): Route {
  return pageHref("/dependencies/[lane]", { lane }, { range: range === defaultRange ? null : range });
}

/** All about one route ("POST /api/documents/"). */
export function routeHref(route: string, { range }: { range?: RangeKey } = {}): Route {
  return pageHref("/routes", {}, { route, range: range === defaultRange ? null : range });
}

/** What the last verification of the deployment found. */
export function verifyHref(): Route {
  return pageHref("/verify", {});
}

/** The API's pods side by side. */
export function podsHref({ range }: { range?: RangeKey } = {}): Route {
  return pageHref("/pods", {}, { range: range === defaultRange ? null : range });
}

/** The list of incident capsules, and one of them. */
export const capsulesHref = () => pageHref("/capsules", {});
export const capsuleHref = (id: string) => pageHref("/capsules/[id]", { id });

/** How far the rollout of the plan's four steps has come, by evidence; `anchor` is a check's code. */
export const rolloutHref = (anchor?: string) => pageHref("/rollout", {}, {}, anchor);

/** Where each question of the plan is answered, and what the stack is made of. */
export const referenceHref = (anchor?: string) => pageHref("/reference", {}, {}, anchor);

/** What to do about one kind of finding. */
export const runbookHref = (slug: string) => pageHref("/runbooks/[slug]", { slug });
