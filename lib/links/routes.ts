import type { Route } from "next";
import { type BudgetRange, defaultBudgetRange } from "@/lib/ranges/budget-ranges";
import type { CompareKind } from "@/lib/ranges/compare-kinds";
import { defaultRange, type RangeKey } from "@/lib/ranges/ranges";
import type { TimelineRange } from "@/lib/ranges/timeline-ranges";

/** What the on-call page's URL can hold beside its range. */
export type OnCallState = {
  range?: RangeKey;
  route?: string | null;
  filter?: string;
  sort?: string;
  events?: string | null;
  anchor?: string;
};

type Query = Record<string, string | null | undefined>;

function withQuery(path: string, parameters: Query): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) form.set(name, value);
  const query = form.toString();
  return query === "" ? path : `${path}?${query}`;
}

/** Every page of the console as its folders under app/ spell it; a test holds this list against them. */
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
/** "id" of "/tokens/[id]"; nothing of "/tokens". */
type Segment<P extends PagePath> = P extends `${string}[${infer Name}]` ? Name : never;

/** The address of a page: the one place where a text becomes a link, so that it cannot lead beside every page. */
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

/** A link that was stored (with an alert, say): as it is where it stays on this console, else to the alerts. */
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

/** The tokens page with the dialog that makes one, and a token's page with the one that rotates it. */
export const createTokenHref = () => pageHref("/tokens", {}, { do: "create" });
export const rotateTokenHref = (publicId: string) => pageHref("/tokens/[id]", { id: publicId }, { do: "rotate" });

export const tokenApiPath = (publicId: string) => `/api/tokens/${encodeURIComponent(publicId)}`;

export const notificationsHref = () => pageHref("/settings/notifications", {});
/** An open alert with the field for why it is acknowledged. */
export const acknowledgeHref = (id: string) => pageHref("/settings/notifications", {}, { acknowledge: id });
export const paletteApiPath = () => "/api/palette";
export const alertsApiPath = () => "/api/alerts";
export const triggersHref = (range?: string) => pageHref("/triggers", {}, { range });
/** Moving to another box. */
export const migrationHref = (anchor?: string) => pageHref("/migration", {}, {}, anchor);
export const triggersBannerApiPath = () => "/api/triggers/banner";

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

/** The link's secret stands behind the #, which browsers keep to themselves: no log and no Referer has it. */
export function oneTimeLinkPath(secret: string): string {
  return pageHref("/sign-in/link", {}, {}, secret);
}

export const usersHref = () => pageHref("/settings/users", {});

/** The signed-in person's own account. */
export const accountHref = () => pageHref("/settings/account", {});
export const tokensApiPath = () => "/api/tokens";
/** next-auth's, and the wrapper around it. */
export const signInApiPath = () => "/api/auth/signin";
export const authApiPath = (name: string) => `/api/auth/${name}`;
/** What outsiders may know: ok or down. */
export const healthApiPath = () => "/api/health";

type AuditQuery = { actor?: string; action?: string; subject?: string; from?: string; to?: string };

/** The audit log, narrowed; `before` is the sequence number that a page of it ends above. */
export function auditHref({ before, ...filter }: AuditQuery & { before?: number } = {}): Route {
  return pageHref("/audit", {}, { ...filter, before: before === undefined ? null : String(before) });
}

export function auditEventHref(seq: number): Route {
  return pageHref("/audit/[seq]", { seq: String(seq) });
}

export function auditExportPath(format: "csv" | "json", filter: AuditQuery): string {
  return withQuery("/api/audit", { ...filter, format });
}

/** The console's own JSON API. `fresh` skips the slot's cached answer, as far as the server lets it. */
type Asked = { range: RangeKey; fresh?: boolean };
/** A selected window beside a range, in unix ms. */
type Selected = { window?: { startMs: number; endMs: number } | null };
const windowQuery = (window: Selected["window"]): Query =>
  window ? { from: String(window.startMs), to: String(window.endMs) } : {};
const freshFlag = (fresh: boolean | undefined) => (fresh ? "1" : null);

export function overviewApiPath({ range, fresh }: Asked): string {
  return withQuery("/api/overview", { range, fresh: freshFlag(fresh) });
}

/** What is usual: the same for every range. */
export const usualApiPath = () => "/api/usual";

export function seriesApiPath({
  range,
  fresh,
  metric,
  route,
  window,
}: Asked & Selected & { metric: string; route: string | null }): string {
  return withQuery("/api/series", { range, metric, route, ...windowQuery(window), fresh: freshFlag(fresh) });
}

export function timelineApiPath({ range, fresh }: { range: TimelineRange; fresh?: boolean }): string {
  return withQuery("/api/timeline", { range, fresh: freshFlag(fresh) });
}

export function tracesApiPath({ range, fresh, kind, window }: Asked & Selected & { kind: string }): string {
  return withQuery("/api/traces", { range, kind, ...windowQuery(window), fresh: freshFlag(fresh) });
}

/** One trace, from Jaeger or as it was kept. */
export function traceHref(traceId: string): Route {
  return pageHref("/traces/[id]", { id: traceId });
}

/** The trace search; what has its default value is left out of the URL. */
export function tracesHref(state: Query = {}): Route {
  return pageHref("/traces", {}, state);
}

export function nPlusOneHref(range?: RangeKey): Route {
  return pageHref("/traces/n-plus-one", {}, { range: range === defaultRange ? null : range });
}

export function spanApiPath(traceId: string, index: number): string {
  return `/api/traces/${encodeURIComponent(traceId)}/spans/${index}`;
}

/**
 * Two windows side by side: the last hour against last week, since a deploy (an event of the timeline by its id; the
 * newest without), or two of one's own.
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

/** Compares a stretch of time with another, else with as long right before it. */
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

/** Every pod of the API beside the others. */
export function verifyHref(): Route {
  return pageHref("/verify", {});
}

export function podsHref({ range }: { range?: RangeKey } = {}): Route {
  return pageHref("/pods", {}, { range: range === defaultRange ? null : range });
}

export function podsApiPath({ range, fresh }: Asked): string {
  return withQuery("/api/pods", { range, fresh: freshFlag(fresh) });
}

export function laneApiPath({ range, fresh, lane }: Asked & { lane: string }): string {
  return withQuery("/api/dependencies", { range, lane, fresh: freshFlag(fresh) });
}

export function routeDetailApiPath({
  range,
  fresh,
  route,
  part,
}: Asked & { route: string; part: "metrics" | "traces" }): string {
  return withQuery("/api/routes", { range, route, part, fresh: freshFlag(fresh) });
}

/** Frozen windows, and one of them. */
export const capsulesHref = () => pageHref("/capsules", {});
export const capsuleHref = (id: string) => pageHref("/capsules/[id]", { id });
export const capsuleStateApiPath = (id: string) => `/api/capsules/${encodeURIComponent(id)}?part=state`;
export const capsuleDownloadPath = (id: string, format: "html" | "json") =>
  `/api/capsules/${encodeURIComponent(id)}?format=${format}&download=1`;

/** How far the plan's four steps are, by evidence; `anchor` is a check's code. */
export const rolloutHref = (anchor?: string) => pageHref("/rollout", {}, {}, anchor);

/** Where each question of the plan is answered, and what the stack is made of. */
export const referenceHref = (anchor?: string) => pageHref("/reference", {}, {}, anchor);

/** What to do about one kind of finding. */
export const runbookHref = (slug: string) => pageHref("/runbooks/[slug]", { slug });
