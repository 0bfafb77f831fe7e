import { formatPerSecond } from "@/lib/format/per-second";
import { formatAge, formatDuration } from "@/lib/format/quantity";
import { type Health, worstHealth } from "@/lib/measured";
import { percentileMinRequests, staleAfterIntervals } from "@/lib/plan/contract";
import type { LaneThresholds } from "@/lib/plan/thresholds";
import { buildQueues, type Sample } from "./build-queues";
import { type Judged, judgeFailures, judgeP95 } from "./judge-lane";
import { laneTitles, nounOf } from "./lane-words";
import { type Lane, type LaneName, type Lanes, laneNames } from "./types";

export type LanesInput = {
  /** The answers to `callFacts()`, `queueFacts()` and `lastSeen()`. */
  calls: readonly Sample[];
  queues: readonly Sample[];
  seen: readonly Sample[];
  windowSeconds: number;
  scrapeIntervalMs: number;
  nowMs: number;
  thresholds: LaneThresholds;
};

/** The lanes over the verdict window, and which of them have never sent anything. */
export function buildLanes(input: LanesInput): Lanes {
  const lanes = laneNames.map((name) => buildLane(name, input));
  return {
    lanes: lanes.filter((lane) => lane !== null),
    notReached: laneNames.filter((_, index) => lanes[index] === null),
    windowMs: input.windowSeconds * 1000,
  };
}

function buildLane(name: LaneName, input: LanesInput): Lane | null {
  const present = name === "jobs" ? jobsLane(input) : callsLane(name, input);
  if (present) return agedLane(present, input);
  const seen = input.seen.filter(({ labels }) => labels.lane === name).map(({ value }) => value * 1000);
  return seen.length === 0 ? null : silentLane(name, Math.max(...seen), input);
}

/**
 * Series that came until some time ago. A histogram of a restarted API has none until its first call, so only the
 * queues, which asynq reads from Redis at every scrape, are missed.
 */
function silentLane(name: LaneName, seenAtMs: number, input: LanesInput): Lane {
  const age = formatAge(input.nowMs - seenAtMs);
  const base = { name, health: "unknown", figure: null, clause: null, sampledAtMs: seenAtMs } as const;
  if (name !== "jobs") {
    const reason = `No ${nounOf[name].one} since the API started anew; the newest figure is ${age} old.`;
    return { ...base, word: "idle", reasons: [reason] };
  }
  const isScraped = input.queues.some(({ labels, value }) => labels.fact === "up" && value === 1);
  if (!isScraped) {
    const reason = `The newest figures are ${age} old: the API is not being scraped.`;
    return { ...base, word: "not scraped", reasons: [reason] };
  }
  const reason = `asynq has told nothing for ${age} while the API is scraped: it cannot reach Redis. That is not an empty queue.`;
  const text = `Jobs unknown: asynq has told nothing for ${age}, so Redis may be down`;
  return {
    ...base,
    word: "vanished",
    reasons: [reason],
    // That they stopped was seen, whatever it means: worth a warning. One lost scrape is not.
    clause: isStale(seenAtMs, input) ? { text, health: "warn" } : null,
  };
}

const isStale = (atMs: number, { nowMs, scrapeIntervalMs }: LanesInput) =>
  nowMs - atMs > staleAfterIntervals * scrapeIntervalMs;

/** What was fine when its newest sample was taken, too long ago to say so now. */
function agedLane(lane: Lane, input: LanesInput): Lane {
  if (lane.sampledAtMs === null || !isStale(lane.sampledAtMs, input)) return lane;
  const reason = `The newest sample is ${formatAge(input.nowMs - lane.sampledAtMs)} old.`;
  if (lane.health !== "ok") return { ...lane, reasons: [...lane.reasons, reason] };
  return { ...lane, health: "unknown", word: "not current", reasons: [reason] };
}

type Service = { name: string; calls: number; failures: number; p95Ms: number | null; atMs: number };
const servicesOf: Record<"database" | "b2" | "push", string[]> = {
  database: ["database"],
  b2: ["b2"],
  push: ["APNs", "FCM"],
};

function readService(name: string, calls: readonly Sample[]): Service | null {
  const own = calls.filter(({ labels }) => labels.service === name);
  const counts = own.filter(({ labels }) => labels.fact === "count");
  if (counts.length === 0) return null;
  const total = counts.reduce((sum, { value }) => sum + value, 0);
  const failed = counts.filter(({ labels }) => labels.result === "error").reduce((sum, { value }) => sum + value, 0);
  const fact = (wanted: string) => own.find(({ labels }) => labels.fact === wanted)?.value;
  const p95 = fact("p95");
  const p95Ms = p95 === undefined || total < percentileMinRequests ? null : p95 * 1000;
  return { name, calls: total, failures: failed, p95Ms, atMs: (fact("at") ?? 0) * 1000 };
}

function callsLane(name: "database" | "b2" | "push", { calls, windowSeconds, thresholds }: LanesInput): Lane | null {
  const services = servicesOf[name].flatMap((service) => readService(service, calls) ?? []);
  if (services.length === 0) return null;
  const sampledAtMs = Math.max(...services.map(({ atMs }) => atMs)) || null;
  const busy = services.filter(({ calls: count }) => count > 0);
  if (busy.length === 0) {
    const reason = `No ${nounOf[name].one} in the last ${formatAge(windowSeconds * 1000)}, so nothing is known of it now.`;
    return { name, health: "unknown", word: "idle", figure: null, reasons: [reason], clause: null, sampledAtMs };
  }
  const judged = busy.map((service) => judgeService(name, service, thresholds));
  const failing = judged.flatMap(({ failures }) => failures.reason ?? []);
  const slow = judged.flatMap(({ latency }) => latency.reason ?? []);
  const known = judged.flatMap(({ failures, latency }) => [failures.health, latency.health]);
  const health = worstHealth(known.filter((state) => state !== "unknown"));
  const reasons = [...failing, ...slow];
  const total = busy.reduce((sum, service) => sum + service.calls, 0);
  const p95Ms = Math.max(...busy.map((service) => service.p95Ms ?? -1));
  const rate = `${formatPerSecond(total / windowSeconds)} ${nounOf[name].many}/s`;
  return {
    name,
    // Too few calls for a p95 and no result to go by: nothing was judged.
    health,
    word: failing.length > 0 ? "failing" : slow.length > 0 ? "slow" : health === "unknown" ? "few calls" : "ok",
    figure: p95Ms < 0 ? rate : `${rate}, p95 ${formatDuration(p95Ms)}`,
    reasons,
    clause: clauseOf(name, failing.length > 0 ? failing : slow, health),
    sampledAtMs,
  };
}

function judgeService(
  name: "database" | "b2" | "push",
  { name: service, calls, failures, p95Ms }: Service,
  thresholds: LaneThresholds,
): { failures: Judged; latency: Judged } {
  const what = name === "push" ? `${service} pushes` : nounOf[name].many;
  const latency = judgeP95(p95Ms, thresholds[name].slowP95Ms, name === "push" ? `${service} ` : "");
  if (name === "database") return { failures: { health: "unknown", reason: null }, latency };
  return { failures: judgeFailures(calls, failures, thresholds[name], what), latency };
}

function clauseOf(name: LaneName, reasons: readonly string[], health: Health): Lane["clause"] {
  if (reasons.length === 0) return null;
  return { text: `${laneTitles[name]}: ${reasons.join("; ")}`, health };
}

function jobsLane({ queues: samples, windowSeconds, thresholds }: LanesInput): Lane | null {
  const queues = buildQueues(samples, windowSeconds, thresholds.jobs);
  if (queues.length === 0) return null;
  const at = samples.filter(({ labels }) => labels.fact === "at").map(({ value }) => value * 1000);
  const reasons = queues.flatMap((queue) => queue.reasons);
  const health = worstHealth(queues.map((queue) => queue.health));
  const backlogs = queues.flatMap(({ backlog }) => backlog ?? []);
  const waiting = backlogs.length > 0 ? `${backlogs.reduce((sum, value) => sum + value, 0)} waiting` : null;
  const perSecond = queues.reduce((sum, { processedPerSecond }) => sum + processedPerSecond, 0);
  const isStuck = queues.some(({ reasons: own, drain }) => own.length > 0 && drain.kind === "never");
  return {
    name: "jobs",
    health,
    word:
      health === "ok" ? "ok" : isStuck ? "stuck" : reasons.some((text) => text.includes("failed")) ? "failing" : "late",
    figure: [`${formatPerSecond(perSecond)} tries/s`, waiting].filter(Boolean).join(", "),
    reasons,
    clause: clauseOf("jobs", reasons, health),
    sampledAtMs: at.length > 0 ? Math.max(...at) : null,
  };
}
