import { onCallHref } from "@/lib/links/routes";
import type { Facts } from "../facts/types";
import type { Finding } from "../types";
import {
  figure,
  finding,
  intervalMsOf,
  isFresh,
  lateMsOf,
  newestSampleMs,
  okPushMs,
  pushMs,
  sawGateLog,
  staleMsOf,
  targetsOf,
} from "./bits";
import { isClockOff } from "./clock";

/**
 * vmagent pushes after every scrape, of itself as well, failed or not: one that is missed, and the time that a push and
 * its line in the log take.
 */
const goneMsOf = (facts: Facts): number => 1.6 * intervalMsOf(facts) + 5000;

/** Nothing of vmagent reaches the gate, which stands: vmagent is gone, or cannot get there. The figures end. */
export function findVmagentGone(facts: Facts): Finding[] {
  if (!sawGateLog(facts)) return [];
  const lastPushMs = pushMs(facts, "metrics:write");
  const newestMs = newestSampleMs(facts);
  if (newestMs === null) return [];
  const lastMs = Math.max(lastPushMs ?? 0, Math.min(newestMs, facts.nowMs));
  // A console that has just started has read no line yet of a sender that pushes every now and then.
  const heardMs = Math.max(lastMs, facts.startedAtMs);
  if (facts.nowMs - heardMs <= goneMsOf(facts)) return [];
  return [
    finding({
      code: "vmagent-gone",
      place: "vmagent",
      severity: "bad",
      sinceMs: lastMs,
      evidence: [figure("last-push", lastMs, "at", { href: onCallHref({ anchor: "paths" }) })],
      explains: [{ code: "metrics-path-silent" }, { code: "api-unknown" }, { code: "api-gone" }],
    }),
  ];
}

/** Samples have stopped, and no log of the gate tells where. */
export function findMetricsPathSilent(facts: Facts): Finding[] {
  const newestMs = newestSampleMs(facts);
  if (newestMs === null || isFresh(newestMs, facts)) return [];
  // Pushes get through: what they bring is old, which is another matter.
  const okMs = okPushMs(facts, "metrics:write");
  if (okMs !== null && facts.nowMs - okMs <= lateMsOf(facts)) return [];
  return [
    finding({
      code: "metrics-path-silent",
      place: "vmagent",
      severity: "bad",
      sinceMs: newestMs,
      evidence: [figure("newest-sample", newestMs, "at", { href: onCallHref({ anchor: "tiles" }) })],
      explains: [{ code: "api-unknown" }],
    }),
  ];
}

/** A backlog comes in after an outage: pushes are taken, and what they bring is of earlier. */
export function findVmagentCatchesUp(facts: Facts): Finding[] {
  const newestMs = newestSampleMs(facts);
  const okMs = okPushMs(facts, "metrics:write");
  if (newestMs === null || okMs === null || facts.nowMs - okMs > lateMsOf(facts)) return [];
  const behindMs = facts.nowMs - newestMs;
  if (behindMs <= staleMsOf(facts) || isClockOff(facts)) return [];
  const pendingBytes = facts.vmagent.state === "ready" ? facts.vmagent.value.pendingBytes : null;
  return [
    finding({
      code: "vmagent-catches-up",
      place: "vmagent",
      severity: "warn",
      sinceMs: newestMs,
      evidence: [
        figure("behind", behindMs, "ms"),
        ...(pendingBytes === null ? [] : [figure("pending", pendingBytes, "bytes")]),
      ],
      explains: [{ code: "api-unknown" }],
    }),
  ];
}

/** vmagent threw samples away: its queue is full, or the store called them bad. */
export function findVmagentDrops({ vmagent }: Facts): Finding[] {
  if (vmagent.state !== "ready" || !(vmagent.value.dropped > 0)) return [];
  return [
    finding({
      code: "vmagent-drops",
      place: "vmagent",
      severity: "warn",
      evidence: [figure("dropped", vmagent.value.dropped, "count", { overMs: vmagent.value.overMs })],
    }),
  ];
}

const waitMs = 3 * 60_000;

/** No scrape of the API has arrived yet, or none after a start: nothing is judged before there is one. */
export function findWaitingForScrape(facts: Facts): Finding[] {
  const { scrapes, otherJobs, nowMs, startedAtMs } = facts;
  if (scrapes.state === "error" || scrapes.state === "loading" || targetsOf(facts).api.length > 0) return [];
  const isVmagentSeen = targetsOf(facts).vmagent.some(({ atMs }) => isFresh(atMs, facts));
  return [
    finding({
      code: "waiting-for-scrape",
      place: "vmagent",
      severity: "unknown",
      reason:
        otherJobs.length > 0
          ? "other-job"
          : isVmagentSeen
            ? "no-target"
            : nowMs - startedAtMs < waitMs
              ? "first"
              : "none",
      explains: [{ code: "api-unknown" }],
    }),
  ];
}
