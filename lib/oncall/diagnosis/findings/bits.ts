import { apiServiceName, missedIntervals, staleAfterIntervals } from "@/lib/plan/contract";
import type { Scope } from "@/lib/plan/scopes";
import type { Facts, PushSender, ScrapeTarget } from "../facts/types";
import type { Evidence, EvidenceUnit, Finding } from "../types";

/** A finding with what most of them have in common. */
export const finding = (given: Pick<Finding, "code" | "place" | "severity"> & Partial<Finding>): Finding => ({
  subject: null,
  reason: null,
  phase: "present",
  sinceMs: null,
  evidence: [],
  explains: [],
  ...given,
});

export const figure = (
  name: string,
  value: number | string,
  unit: EvidenceUnit,
  more: Partial<Pick<Evidence, "overMs" | "href">> = {},
): Evidence => ({ name, value, unit, overMs: null, href: null, ...more });

/** The longest interval measured at the API's targets; the setting where nobody could measure. */
export function intervalMsOf({ scrapes, set }: Facts): number {
  const measured = scrapes.state === "ready" ? scrapes.value.api.flatMap(({ intervalMs }) => intervalMs ?? []) : [];
  return measured.length > 0 ? Math.max(...measured) : set.scrapeIntervalMs;
}

/** What is older than this says nothing of the present: five intervals as measured, or as long as the limits allow. */
export const staleMsOf = (facts: Facts): number =>
  Math.max(staleAfterIntervals * intervalMsOf(facts), facts.thresholds.metricsStaleSeconds * 1000);

/** Two scrapes and the time that a push takes: by then a sender that works has been seen again. */
export const lateMsOf = (facts: Facts): number => missedIntervals * intervalMsOf(facts) + 5000;

export const targetsOf = ({ scrapes }: Facts): { api: readonly ScrapeTarget[]; vmagent: readonly ScrapeTarget[] } =>
  scrapes.state === "ready" ? scrapes.value : { api: [], vmagent: [] };

export const isFresh = (atMs: number, facts: Facts): boolean => facts.nowMs - atMs <= staleMsOf(facts);
/**
 * The API's targets that are scraped now. One that vmagent has not scraped for two intervals while it scraped itself is
 * no longer among those that it finds; both times are its own.
 */
export function freshApi(facts: Facts): ScrapeTarget[] {
  const { api, vmagent } = targetsOf(facts);
  const vmagentMs = Math.max(Number.NEGATIVE_INFINITY, ...vmagent.map(({ atMs }) => atMs));
  const missedMs = missedIntervals * intervalMsOf(facts);
  return api.filter(({ atMs }) => isFresh(atMs, facts) && vmagentMs - atMs <= missedMs);
}

/** Over how much of the verdict's window anything was counted, in milliseconds: less while the API is young. */
export const coveredMsOf = ({ requests, windowMs }: Facts): number =>
  requests.state === "ready" ? Math.min(windowMs, requests.value.coveredSeconds * 1000) : windowMs;

/** When the newest sample was stamped that came through vmagent; null when none came within the hour. */
export function newestSampleMs(facts: Facts): number | null {
  const { api, vmagent } = targetsOf(facts);
  const all = [...api, ...vmagent].map(({ atMs }) => atMs);
  return all.length === 0 ? null : Math.max(...all);
}

/** Senders of one path that are ours: with a token that the gate knows, or by the name of a program that we run. */
export function sendersOf(facts: Facts, scope: Scope): PushSender[] {
  if (facts.gateLog.state !== "ready") return [];
  const named = scope === "metrics:write" ? /^vmagent/i : /^(OTel|OpenTelemetry|otel)/;
  return facts.gateLog.value.senders.filter(
    (sender) => sender.scope === scope && (sender.token !== "" || sender.okAtMs !== null || named.test(sender.agent)),
  );
}

/** When a push of this path was last let in by the gate and taken by the store; null when none was seen. */
export function okPushMs(facts: Facts, scope: Scope): number | null {
  const times = sendersOf(facts, scope).flatMap(({ okAtMs }) => okAtMs ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

/** When anybody of ours last pushed on this path, let in or not. */
export function pushMs(facts: Facts, scope: Scope): number | null {
  const times = sendersOf(facts, scope).map(({ newest }) => newest.atMs);
  return times.length === 0 ? null : Math.max(...times);
}

/** Whether the gate stands and its log has been read to the present, so that what is not in it did not happen. */
export function sawGateLog(facts: Facts): boolean {
  if (facts.gate.state !== "ready" || facts.gate.value.status !== 401 || facts.gateLog.state !== "ready") return false;
  const { newestLineAtMs } = facts.gateLog.value;
  return newestLineAtMs !== null && facts.nowMs - newestLineAtMs <= Math.max(lateMsOf(facts), 20_000);
}

export const hostOfApi = { kind: "host", id: "api", name: apiServiceName } as const;
export const hostOfVmagent = { kind: "host", id: "vmagent", name: "vmagent" } as const;
