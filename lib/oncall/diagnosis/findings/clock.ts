import type { Facts } from "../facts/types";
import type { Finding, Subject } from "../types";
import { figure, finding, hostOfApi, hostOfVmagent, lateMsOf, newestSampleMs, okPushMs } from "./bits";

/** Clocks that are this near are near enough to compare times. */
const apartMs = 60_000;
/** A backlog runs this much faster than the clock; a wrong clock as fast as any. */
const backlogAdvance = 1.5;
/** A queue below this is none: some seconds of samples. */
const backlogBytes = 200_000;

/** How far the clock that stamps samples is behind (above 0) or ahead of ours; null when it is right, or unknown. */
function sampleOffsetMs(facts: Facts): number | null {
  const newestMs = newestSampleMs(facts);
  if (newestMs === null) return null;
  const behindMs = facts.nowMs - newestMs;
  if (behindMs < -apartMs) return behindMs;
  const okMs = okPushMs(facts, "metrics:write");
  const isArriving = okMs !== null && facts.nowMs - okMs <= lateMsOf(facts);
  if (!isArriving || behindMs <= Math.max(apartMs, lateMsOf(facts))) return null;
  const advance = facts.scrapes.state === "ready" ? facts.scrapes.value.advance : null;
  const pending = facts.vmagent.state === "ready" ? (facts.vmagent.value.pendingBytes ?? 0) : 0;
  // Samples that are late because they waited in a queue are no matter of clocks.
  const isBacklog = advance === null ? pending > backlogBytes : advance > backlogAdvance || advance < 0.5;
  return isBacklog ? null : behindMs;
}

/** The same of the clock that stamps spans: newest span against what the receiver counted just now. */
function spanOffsetMs(facts: Facts): number | null {
  if (facts.newestSpan.state !== "ready") return null;
  const behindMs = facts.nowMs - facts.newestSpan.value.startedAtMs;
  if (behindMs < -apartMs) return behindMs;
  const self = facts.tracesStoreSelf.state === "ready" ? facts.tracesStoreSelf.value : null;
  if (!((self?.acceptedPerSecond ?? 0) > 0) || behindMs <= apartMs + lateMsOf(facts)) return null;
  const okMs = okPushMs(facts, "traces:write");
  return okMs !== null && facts.nowMs - okMs <= apartMs ? behindMs : null;
}

export const isClockOff = (facts: Facts): boolean => sampleOffsetMs(facts) !== null;

function clockFinding(subject: Subject, place: "vmagent" | "exporter", offsetMs: number): Finding {
  return finding({
    code: "clock-off",
    place,
    severity: "warn",
    subject,
    reason: offsetMs > 0 ? "behind" : "ahead",
    evidence: [figure("offset", Math.abs(offsetMs), "ms")],
    // Only what stamps scrapes can make the API look gone.
    explains: place === "vmagent" ? [{ code: "api-gone" }, { code: "api-unknown" }] : [{ code: "traces-path-silent" }],
  });
}

/** A sender's clock is off by more than a minute, by what the receiver counted. */
export function findClockOff(facts: Facts): Finding[] {
  const [samples, spans] = [sampleOffsetMs(facts), spanOffsetMs(facts)];
  return [
    ...(samples === null ? [] : [clockFinding(hostOfVmagent, "vmagent", samples)]),
    ...(spans === null ? [] : [clockFinding(hostOfApi, "exporter", spans)]),
  ];
}
