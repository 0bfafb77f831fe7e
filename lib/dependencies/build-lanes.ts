import { formatPerSecond } from "@/lib/format/per-second";
import { formatAge, formatDuration } from "@/lib/format/quantity";
import { type Health, worstHealth } from "@/lib/measured";
import { percentileMinRequests, staleAfterIntervals } from "@/lib/plan/contract";
import type { LaneThresholds } from "@/lib/plan/thresholds";
import type { Usual } from "@/lib/usual/types";
import { buildQueues, healthOfFault, type Sample } from "./build-queues";
import { judgeFailures, judgeSlowness } from "./judge-lane";
import { describeFault, laneCodeWords, nounOf } from "./lane-words";
import { readService, servicesOf, slowLimitsOf } from "./read-services";
import {
  type Lane,
  type LaneCode,
  type LaneFault,
  type LaneName,
  type Lanes,
  laneNames,
  type ServiceNow,
} from "./types";

export type LanesInput = {
  /** Answers to `callFacts()` and `queueFacts()` over both windows, and to `lastSeen()`. */
  calls: readonly Sample[];
  shortCalls: readonly Sample[];
  queues: readonly Sample[];
  shortQueues: readonly Sample[];
  seen: readonly Sample[];
  /** Null while there is too little history to say. */
  usual: Usual | null;
  /** Of the verdict window, as far as the API was measured in it. */
  windowSeconds: number;
  shortSeconds: number;
  scrapeIntervalMs: number;
  nowMs: number;
  thresholds: LaneThresholds;
};

/** The lanes over the verdict window, and which of them have no sample of the last day. */
export function buildLanes(input: LanesInput): Lanes {
  const lanes = laneNames.map((name) => buildLane(name, input));
  const { usual } = input;
  return {
    lanes: lanes.filter((lane) => lane !== null),
    notReached: laneNames.filter((_, index) => lanes[index] === null),
    windowMs: input.windowSeconds * 1000,
    shortMs: input.shortSeconds * 1000,
    usualOverMs: usual && usual.basis.windows * usual.basis.windowSeconds * 1000,
    requestSeconds: input.calls.find(({ labels }) => labels.fact === "request-seconds")?.value ?? null,
  };
}

type Plain = Pick<Lane, "name" | "health" | "figure" | "reasons" | "sampledAtMs"> &
  Partial<Pick<Lane, "faults" | "services">>;
const laneOf = (code: LaneCode, lane: Plain): Lane => ({
  faults: [],
  services: [],
  ...lane,
  code,
  word: laneCodeWords[code],
});

function buildLane(name: LaneName, input: LanesInput): Lane | null {
  const present = name === "jobs" ? jobsLane(input) : callsLane(name, input);
  if (present) return agedLane(present, input);
  const seen = input.seen.filter(({ labels }) => labels.lane === name).map(({ value }) => value * 1000);
  return seen.length === 0 ? null : silentLane(name, Math.max(...seen), input);
}

/**
 * A lane whose series stopped some time ago. A histogram of a restarted API has none until its first call, so only the
 * queues, which asynq reads from Redis at every scrape, are missed; and only while the process that reported them is
 * still running.
 */
function silentLane(name: LaneName, seenAtMs: number, input: LanesInput): Lane {
  const age = formatAge(input.nowMs - seenAtMs);
  const base = { name, health: "unknown", figure: null, sampledAtMs: seenAtMs } as const;
  const fact = (wanted: string) => input.queues.find(({ labels }) => labels.fact === wanted)?.value;
  const startedAtMs = (fact("start") ?? 0) * 1000;
  const isRestarted = startedAtMs > seenAtMs;
  if (name !== "jobs") {
    const since = isRestarted ? "since the API restarted" : "lately";
    return laneOf("idle", { ...base, reasons: [`No ${nounOf[name].one} ${since}; the newest figure is ${age} old.`] });
  }
  if (fact("up") !== 1) {
    return laneOf("not-scraped", {
      ...base,
      reasons: [`The newest figures are ${age} old: the API is not being scraped.`],
    });
  }
  if (isRestarted) {
    return laneOf("idle", {
      ...base,
      reasons: [`No queue has had a task since the API restarted, ${age} ago at most.`],
    });
  }
  const fault = { kind: "vanished", subject: "jobs", severity: "warn", phase: "present", sinceMs: seenAtMs } as const;
  const reasons = [`${describeFault(fault, "jobs")}. Last reported ${age} ago.`];
  // They were seen to stop, whatever the reason: worth a warning. One lost scrape is not.
  return laneOf("vanished", { ...base, reasons, faults: isStale(seenAtMs, input) ? [fault] : [] });
}

const isStale = (atMs: number, { nowMs, scrapeIntervalMs }: LanesInput) =>
  nowMs - atMs > staleAfterIntervals * scrapeIntervalMs;

/** Figures too old to say anything about now carry no state, neither a good one nor a bad one. */
function agedLane(lane: Lane, input: LanesInput): Lane {
  if (lane.sampledAtMs === null || !isStale(lane.sampledAtMs, input)) return lane;
  const reason = `The newest sample is ${formatAge(input.nowMs - lane.sampledAtMs)} old.`;
  return { ...lane, ...laneOf("not-current", { ...lane, health: "unknown", reasons: [reason], faults: [] }) };
}

function callsLane(name: Exclude<LaneName, "jobs">, input: LanesInput): Lane | null {
  const { windowSeconds, thresholds } = input;
  const services = servicesOf[name].flatMap((service) => readService(service, input) ?? []);
  if (services.length === 0) return null;
  const sampledAtMs = Math.max(...services.map(({ atMs }) => atMs)) || null;
  const busy = services.filter(({ calls: count }) => count > 0);
  if (busy.length === 0) {
    const reason = `No ${nounOf[name].one} in the last ${formatAge(windowSeconds * 1000)}, so nothing is known of it now.`;
    return laneOf("idle", { name, health: "unknown", figure: null, reasons: [reason], sampledAtMs, services });
  }
  const faults = busy.flatMap((service) => judgeService(name, service, thresholds));
  const total = busy.reduce((sum, service) => sum + service.calls, 0);
  const p95sMs = busy.flatMap((service) => service.p95Ms ?? []);
  const rate = `${formatPerSecond(total / windowSeconds)} ${nounOf[name].many}/s`;
  // Too few calls for a p95 and no result to go by: nothing was judged.
  const isJudged = name !== "database" || total >= percentileMinRequests;
  return laneOf(codeOf(faults) ?? (isJudged ? "ok" : "few-calls"), {
    name,
    health: faults.length > 0 ? healthOf(faults) : isJudged ? "ok" : "unknown",
    figure: p95sMs.length === 0 ? rate : `${rate}, p95 ${formatDuration(Math.max(...p95sMs))}`,
    reasons: faults.map((fault) => describeFault(fault, name)),
    faults,
    services,
    sampledAtMs,
  });
}

function judgeService(name: Exclude<LaneName, "jobs">, service: ServiceNow, thresholds: LaneThresholds): LaneFault[] {
  const slow = judgeSlowness(service, slowLimitsOf(thresholds)[service.name] ?? Number.POSITIVE_INFINITY);
  const failing = name === "database" ? null : judgeFailures(service.name, service, service.short, thresholds[name]);
  return [failing, slow].filter((fault) => fault !== null);
}

const healthOf = (faults: readonly LaneFault[]): Health => worstHealth(faults.map(healthOfFault));

/** The code for the faults; failures outrank slowness, and what is over ranks below both. */
function codeOf(faults: readonly LaneFault[]): LaneCode | null {
  if (faults.length === 0) return null;
  const present = faults.filter(({ phase }) => phase === "present");
  if (present.length === 0) return "recovering";
  const kinds = ["stuck", "failing", "late", "slow", "vanished", "paused"] as const;
  return kinds.find((kind) => present.some((fault) => fault.kind === kind)) ?? null;
}

function jobsLane({ queues: samples, shortQueues, windowSeconds, thresholds }: LanesInput): Lane | null {
  const queues = buildQueues({ queues: samples, shortQueues, windowSeconds, limits: thresholds.jobs });
  if (queues.length === 0) return null;
  const at = samples.filter(({ labels }) => labels.fact === "at").map(({ value }) => value * 1000);
  const faults = queues.flatMap((queue) => queue.faults);
  const backlogs = queues.flatMap(({ backlog }) => backlog ?? []);
  const waiting = backlogs.length > 0 ? `${backlogs.reduce((sum, value) => sum + value, 0)} waiting` : null;
  const perSecond = queues.reduce((sum, { processedPerSecond }) => sum + processedPerSecond, 0);
  return laneOf(codeOf(faults) ?? "ok", {
    name: "jobs",
    // A queue that rests by somebody's wish says nothing of the others.
    health: worstHealth(queues.map((queue) => queue.health).filter((health) => health !== "unknown")),
    figure: [`${formatPerSecond(perSecond)} tries/s`, waiting].filter(Boolean).join(", "),
    reasons: queues.flatMap((queue) => queue.reasons),
    faults,
    sampledAtMs: at.length > 0 ? Math.max(...at) : null,
  });
}
