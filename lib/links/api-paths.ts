import type { RangeKey } from "@/lib/ranges/ranges";
import type { TimelineRange } from "@/lib/ranges/timeline-ranges";
import type { AuditQuery } from "./routes";
import { type Query, withQuery } from "./with-query";

// The addresses of the console's own JSON API.

/** `fresh` skips the slot's cached answer, as far as the server lets it. */
type Asked = { range: RangeKey; fresh?: boolean };
/** A selected window on top of a range, in unix ms. */
type Selected = { window?: { startMs: number; endMs: number } | null };
const windowQuery = (window: Selected["window"]): Query =>
  window ? { from: String(window.startMs), to: String(window.endMs) } : {};
const freshFlag = (fresh: boolean | undefined) => (fresh ? "1" : null);

export const tokenApiPath = (publicId: string) => `/api/tokens/${encodeURIComponent(publicId)}`;

export const paletteApiPath = () => "/api/palette";

export const alertsApiPath = () => "/api/alerts";

export const triggersBannerApiPath = () => "/api/triggers/banner";

export const tokensApiPath = () => "/api/tokens";

/** The sign-in form's fallback without scripts, and the other endpoints of next-auth by name. */
export const signInApiPath = () => "/api/auth/signin";
export const authApiPath = (name: string) => `/api/auth/${name}`;

/** What outsiders may know: ok or down. */
export const healthApiPath = () => "/api/health";

export function auditExportPath(format: "csv" | "json", filter: AuditQuery): string {
  return withQuery("/api/audit", { ...filter, format });
}

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

export function spanApiPath(traceId: string, index: number): string {
  return `/api/traces/${encodeURIComponent(traceId)}/spans/${index}`;
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

export const capsuleStateApiPath = (id: string) => `/api/capsules/${encodeURIComponent(id)}?part=state`;

export const capsuleDownloadPath = (id: string, format: "html" | "json") =>
  `/api/capsules/${encodeURIComponent(id)}?format=${format}&download=1`;
