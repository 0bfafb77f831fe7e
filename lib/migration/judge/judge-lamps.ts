import type { Lamp, ResolverView, SourcePath } from "../types";

/** So many times the records' TTL without a push by the old gate, before the old box may go. */
const quietTtls = 3;
/** A source that pushes every 15 s and is silent for this long says nothing of where it goes. */
const recentMs = 5 * 60_000;

export type LampFacts = {
  /** When the old gate began to pass on; null before. */
  cutoverAtMs: number | null;
  sources: SourcePath[];
  /** Newest push that came by the old gate. */
  lastForwardedAtMs: number | null;
  ttlSeconds: number | null;
  /** Where each resolver leads, of all hosts. */
  resolvers: ResolverView["where"][];
  /** Whether the gate's log is being read: without it silence is no evidence. */
  logIsRead: boolean;
};

const lamp = (code: Lamp["code"], state: Lamp["state"], because: string, untilMs: number | null = null): Lamp => ({
  code,
  state,
  because,
  untilMs,
});

function judgeSpread({ cutoverAtMs, resolvers }: LampFacts): Lamp {
  if (cutoverAtMs === null) return lamp("dns-spread", "unknown", "before-cutover");
  if (resolvers.length === 0 || resolvers.every((where) => where === "unknown"))
    return lamp("dns-spread", "unknown", "no-resolver-answers");
  if (resolvers.some((where) => where === "both")) return lamp("dns-spread", "bad", "both-addresses");
  if (resolvers.some((where) => where === "elsewhere")) return lamp("dns-spread", "waiting", "old-address-left");
  if (resolvers.some((where) => where === "unknown")) return lamp("dns-spread", "unknown", "some-resolvers-silent");
  return lamp("dns-spread", "ok", "all-lead-to-new");
}

function judgeSplit({ cutoverAtMs, sources, logIsRead }: LampFacts, nowMs: number): Lamp {
  if (cutoverAtMs === null) return lamp("split-brain", "unknown", "before-cutover");
  if (!logIsRead) return lamp("split-brain", "unknown", "log-not-read");
  const recent = sources.filter(({ lastAtMs }) => nowMs - lastAtMs < recentMs);
  if (recent.length === 0) return lamp("split-brain", "unknown", "nobody-pushes");
  return recent.some(({ by }) => by === "old-gate")
    ? lamp("split-brain", "waiting", "some-by-old-gate")
    : lamp("split-brain", "ok", "all-straight");
}

function judgePowerOff(facts: LampFacts, nowMs: number): Lamp {
  const { cutoverAtMs, lastForwardedAtMs, ttlSeconds, logIsRead, sources } = facts;
  if (cutoverAtMs === null) return lamp("power-off", "unknown", "before-cutover");
  if (!logIsRead) return lamp("power-off", "unknown", "log-not-read");
  if (ttlSeconds === null) return lamp("power-off", "unknown", "ttl-unknown");
  if (sources.every(({ lastAtMs }) => nowMs - lastAtMs >= recentMs))
    return lamp("power-off", "unknown", "nobody-pushes");
  if (judgeSpread(facts).state !== "ok") return lamp("power-off", "waiting", "dns-not-spread");
  const untilMs = Math.max(cutoverAtMs, lastForwardedAtMs ?? 0) + quietTtls * ttlSeconds * 1000;
  return nowMs >= untilMs ? lamp("power-off", "ok", "quiet") : lamp("power-off", "waiting", "counting", untilMs);
}

/** The three lamps of a cutover. Silence counts only while the log is read and somebody pushes. */
export function judgeLamps(facts: LampFacts, nowMs: number): Lamp[] {
  return [judgeSpread(facts), judgeSplit(facts, nowMs), judgePowerOff(facts, nowMs)];
}
