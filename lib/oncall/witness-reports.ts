import { formatAge, formatDuration } from "@/lib/format/quantity";
import type { Measured } from "@/lib/measured";
import type { Thresholds } from "@/lib/plan/thresholds";
import type { ScrapeFacts } from "./scrape-facts";
import type { Witness } from "./types";

/** What one witness testifies about the API; `silent` says nothing about it, only about the path. */
type Testimony = "alive" | "dead" | "silent";
export type Report = Witness & { testimony: Testimony };

export type ProbeAnswer = { status: number; latencyMs: number };

type Limits = Pick<Thresholds, "metricsStaleSeconds" | "spansStaleSeconds">;

const noFigures = { ageMs: null, latencyMs: null };

/**
 * The scrapes as a witness. Discovered pods vanish from `up` instead of turning 0, so vmagent's own freshness tells
 * "the API is gone" (vmagent fresh, no pods) from "the metrics path is down" (vmagent stale too).
 */
export function reportScrape(measured: Measured<ScrapeFacts>, limits: Limits, nowMs: number): Report {
  const base = { name: "scrape", ...noFigures } as const;
  if (measured.state === "error") {
    return {
      ...base,
      health: "unknown",
      word: "cannot ask",
      detail: `VictoriaMetrics: ${measured.failure.message}`,
      testimony: "silent",
    };
  }
  if (measured.state !== "ready") {
    const detail = "No scrape has arrived within the last hour. Is vmagent running, and does its token fit?";
    return { ...base, health: "unknown", word: "no data", detail, testimony: "silent" };
  }
  const staleMs = limits.metricsStaleSeconds * 1000;
  const { pods, vmagentAtMs } = measured.value;
  const live = pods.filter(({ atMs }) => nowMs - atMs <= staleMs);
  const newestMs = Math.max(...(live.length > 0 ? live : pods).map(({ atMs }) => atMs), Number.NEGATIVE_INFINITY);
  const ageMs = Number.isFinite(newestMs) ? Math.max(0, nowMs - newestMs) : null;
  const upCount = live.filter(({ up }) => up).length;
  if (live.length === 0) {
    const vmagentFresh = vmagentAtMs !== null && nowMs - vmagentAtMs <= staleMs;
    if (vmagentFresh) {
      const detail = "vmagent runs and finds no pod of the API to scrape.";
      return { ...base, ageMs, health: "bad", word: "API gone", detail, testimony: "dead" };
    }
    const since = vmagentAtMs === null ? "in the last hour" : `for ${formatAge(nowMs - vmagentAtMs)}`;
    const detail = `vmagent has pushed nothing ${since}: the metrics path is down, whatever the API does.`;
    return { ...base, ageMs, health: "bad", word: "path silent", detail, testimony: "silent" };
  }
  const age = formatAge(ageMs ?? 0);
  if (upCount === 0) {
    const who = live.length === 1 ? "the API" : `all ${live.length} pods`;
    return {
      ...base,
      ageMs,
      health: "bad",
      word: "down",
      detail: `vmagent cannot scrape ${who} (tried ${age} ago).`,
      testimony: "dead",
    };
  }
  if (upCount < live.length) {
    const down = live.filter(({ up }) => !up).map(({ instance }) => instance);
    const detail = `vmagent cannot scrape ${down.length} of ${live.length} pods: ${down.slice(0, 3).join(", ")}.`;
    return { ...base, ageMs, health: "warn", word: `${upCount} of ${live.length} up`, detail, testimony: "alive" };
  }
  const podsText = live.length === 1 ? "1 pod" : `${live.length} pods`;
  return {
    ...base,
    ageMs,
    health: "ok",
    word: "ok",
    detail: `vmagent scraped ${podsText} ${age} ago.`,
    testimony: "alive",
  };
}

/**
 * Spans as a witness: only fresh ones say something, since an idle API sends none. `lost`: what the gate's log shows
 * of spans that did not get in.
 */
export function reportSpans(
  measured: Measured<{ startedAtMs: number }>,
  limits: Limits,
  nowMs: number,
  lost: string | null = null,
): Report {
  const report = reportFreshness(measured, limits, nowMs);
  return lost === null ? report : { ...report, detail: `${report.detail} ${lost}` };
}

function reportFreshness(measured: Measured<{ startedAtMs: number }>, limits: Limits, nowMs: number): Report {
  const base = { name: "spans", ...noFigures } as const;
  if (measured.state === "error") {
    return {
      ...base,
      health: "unknown",
      word: "cannot ask",
      detail: `Jaeger: ${measured.failure.message}`,
      testimony: "silent",
    };
  }
  if (measured.state !== "ready") {
    const detail = "Jaeger holds no span of the API from the last hour.";
    return { ...base, health: "unknown", word: "none seen", detail, testimony: "silent" };
  }
  const ageMs = Math.max(0, nowMs - measured.value.startedAtMs);
  if (ageMs > limits.spansStaleSeconds * 1000) {
    const detail = `The newest span is ${formatAge(ageMs)} old (limit ${formatAge(limits.spansStaleSeconds * 1000)}).`;
    return { ...base, ageMs, health: "warn", word: "silent", detail, testimony: "silent" };
  }
  return {
    ...base,
    ageMs,
    health: "ok",
    word: "ok",
    detail: `The newest span is ${formatAge(ageMs)} old.`,
    testimony: "alive",
  };
}

/** The HTTP probe of the public health URL as a witness; null when none is configured. */
export function reportProbe(measured: Measured<ProbeAnswer> | null, nowMs: number): Report {
  const base = { name: "probe", ...noFigures } as const;
  if (measured === null || measured.state === "loading" || measured.state === "empty") {
    const detail = "API_HEALTH_URL is not set, so nobody asks the API from outside.";
    return { ...base, health: "unknown", word: "not set", detail, testimony: "silent" };
  }
  if (measured.state === "error") {
    const detail = `The health URL gave no answer: ${measured.failure.message}`;
    return {
      ...base,
      ageMs: Math.max(0, nowMs - measured.askedAtMs),
      health: "bad",
      word: "no answer",
      detail,
      testimony: "dead",
    };
  }
  const { status, latencyMs } = measured.value;
  const ageMs = Math.max(0, nowMs - measured.sampledAtMs);
  const took = formatDuration(latencyMs);
  if (status >= 200 && status < 300) {
    return {
      ...base,
      ageMs,
      latencyMs,
      health: "ok",
      word: "ok",
      detail: `The health URL answered ${status} in ${took}.`,
      testimony: "alive",
    };
  }
  const detail = `The health URL answered ${status} in ${took}.`;
  return { ...base, ageMs, latencyMs, health: "bad", word: `status ${status}`, detail, testimony: "dead" };
}
