import type { Route } from "next";
import { type BudgetRange, defaultBudgetRange } from "@/lib/ranges/budget-ranges";
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

function withQuery(path: string, parameters: Record<string, string | null | undefined>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) form.set(name, value);
  const query = form.toString();
  return query === "" ? path : `${path}?${query}`;
}

/** The on-call page; what has its default value is left out of the URL. */
export function onCallHref({ range, route, filter, sort, events, anchor }: OnCallState = {}): Route {
  const path = withQuery("/", { range: range === defaultRange ? null : range, route, filter, sort, events });
  return (anchor ? `${path}#${anchor}` : path) as Route;
}

/** The budget page; its default range is left out of the URL. */
export function budgetHref({ range, anchor }: { range?: BudgetRange; anchor?: string } = {}): Route {
  const path = withQuery("/budget", { range: range === defaultBudgetRange ? null : range });
  return (anchor ? `${path}#${anchor}` : path) as Route;
}

export function settingsHref(anchor?: string): Route {
  return (anchor ? `/settings#${anchor}` : "/settings") as Route;
}

/** The tokens page; "all" is left out of the URL. */
export function tokensHref({ state, scope }: { state?: string | null; scope?: string | null } = {}): Route {
  return withQuery("/tokens", { state, scope }) as Route;
}

export function tokenHref(publicId: string, range?: RangeKey): Route {
  return withQuery(`/tokens/${encodeURIComponent(publicId)}`, { range: range === "24h" ? null : range }) as Route;
}

export const tokenApiPath = (publicId: string) => `/api/tokens/${encodeURIComponent(publicId)}`;

export const notificationsHref = () => "/settings/notifications" as Route;
export const triggersHref = (range?: string) => withQuery("/triggers", { range }) as Route;
export const triggersBannerApiPath = () => "/api/triggers/banner";

const signInPath = "/sign-in";

/** The sign-in page; `to` is the path of this console to go on to. */
export function signInHref(to?: string): Route {
  return withQuery(signInPath, { to: to === "/" ? null : to }) as Route;
}

/** Where a sign-in through the provider is confirmed by the second factor of the account. */
export function codeHref(to?: string): Route {
  return withQuery(`${signInPath}/code`, { to: to === "/" ? null : to }) as Route;
}

export function newPasswordHref(to?: string): Route {
  return withQuery(`${signInPath}/new-password`, { to: to === "/" ? null : to }) as Route;
}

/** The link's secret stands behind the #, which browsers keep to themselves: no log and no Referer has it. */
export function oneTimeLinkPath(secret: string): string {
  return `${signInPath}/link#${secret}`;
}

export const usersHref = () => "/settings/users" as Route;

/** The signed-in person's own account. */
export const accountHref = () => "/settings/account" as Route;
export const tokensApiPath = () => "/api/tokens";
/** next-auth's: the token that a form must carry, and the way out. */
export const csrfApiPath = () => "/api/auth/csrf";
export const signOutApiPath = () => "/api/auth/signout";

type AuditQuery = { actor?: string; action?: string; subject?: string; from?: string; to?: string };

/** The audit log, narrowed; `before` is the sequence number that a page of it ends above. */
export function auditHref({ before, ...filter }: AuditQuery & { before?: number } = {}): Route {
  return withQuery("/audit", { ...filter, before: before === undefined ? null : String(before) }) as Route;
}

export function auditEventHref(seq: number): Route {
  return `/audit/${seq}` as Route;
}

export function auditExportPath(format: "csv" | "json", filter: AuditQuery): string {
  return withQuery("/api/audit", { ...filter, format });
}

/** The console's own JSON API. `fresh` skips the slot's cached answer, as far as the server lets it. */
type Asked = { range: RangeKey; fresh?: boolean };
const freshFlag = (fresh: boolean | undefined) => (fresh ? "1" : null);

export function overviewApiPath({ range, fresh }: Asked): string {
  return withQuery("/api/overview", { range, fresh: freshFlag(fresh) });
}

export function seriesApiPath({
  range,
  fresh,
  metric,
  route,
}: Asked & { metric: string; route: string | null }): string {
  return withQuery("/api/series", { range, metric, route, fresh: freshFlag(fresh) });
}

export function timelineApiPath({ range, fresh }: { range: TimelineRange; fresh?: boolean }): string {
  return withQuery("/api/timeline", { range, fresh: freshFlag(fresh) });
}

export function tracesApiPath({ range, fresh, kind }: Asked & { kind: string }): string {
  return withQuery("/api/traces", { range, kind, fresh: freshFlag(fresh) });
}

/** One trace, from Jaeger or as it was kept. */
export function traceHref(traceId: string): Route {
  return `/traces/${encodeURIComponent(traceId)}` as Route;
}

/** The trace search; what has its default value is left out of the URL. */
export function tracesHref(state: Record<string, string | null | undefined> = {}): Route {
  return withQuery("/traces", state) as Route;
}

export function nPlusOneHref(range?: RangeKey): Route {
  return withQuery("/traces/n-plus-one", { range: range === defaultRange ? null : range }) as Route;
}

export function spanApiPath(traceId: string, index: number): string {
  return `/api/traces/${encodeURIComponent(traceId)}/spans/${index}`;
}

/**
 * Two windows side by side: the last hour against last week, since a deploy (an event of the timeline by its id; the
 * newest without), or two of one's own.
 */
export function compareHref(
  kind: "week" | "deploy" | "free",
  { anchor, ...rest }: Record<string, string | null> & { anchor?: string } = {},
): Route {
  const path = withQuery("/compare", { kind: kind === "week" ? null : kind, ...rest });
  return (anchor ? `${path}#${anchor}` : path) as Route;
}

/** A lane of the dependencies. */
export function dependencyHref(lane: string, { range }: { range?: RangeKey } = {}): Route {
  return withQuery(`/dependencies/${lane}`, { range: range === defaultRange ? null : range }) as Route;
}

/** All about one route ("POST /api/documents/"). */
export function routeHref(route: string, { range }: { range?: RangeKey } = {}): Route {
  return withQuery("/routes", { route, range: range === defaultRange ? null : range }) as Route;
}

/** Every pod of the API beside the others. */
export function podsHref({ range }: { range?: RangeKey } = {}): Route {
  return withQuery("/pods", { range: range === defaultRange ? null : range }) as Route;
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
export const capsulesHref = () => "/capsules" as Route;
export const capsuleHref = (id: string) => `/capsules/${encodeURIComponent(id)}` as Route;
export const capsuleStateApiPath = (id: string) => `/api/capsules/${encodeURIComponent(id)}?part=state`;
export const capsuleDownloadPath = (id: string, format: "html" | "json") =>
  `/api/capsules/${encodeURIComponent(id)}?format=${format}&download=1`;
