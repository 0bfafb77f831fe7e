import type { DnsView, HostDns, ResolverView } from "../types";

/** The plan's target for the records of a move. */
const ttlWantedSeconds = 300;

type Answered = Extract<DnsView["answer"], { state: "answered" }>;
const answered = ({ views }: HostDns) => views.flatMap(({ answer }) => (answer.state === "answered" ? [answer] : []));
const textOf = ({ ipv4, ipv6 }: Answered) => [...ipv4, ...ipv6].toSorted().join(" ");

export type DnsVerdict = "agrees" | "partly" | "split" | "no-such-name" | "no-answer" | "no-address";

/** Whether all resolvers name the same addresses; "partly" where some did not answer, and the others agree. */
export function judgeDns(dns: HostDns): DnsVerdict {
  const answers = answered(dns);
  const isMissing = dns.views.some(({ answer }) => answer.state === "no-such-name");
  if (answers.length === 0) return isMissing ? "no-such-name" : "no-answer";
  // One that knows no such name beside one that does is a difference too.
  if (isMissing || new Set(answers.map(textOf)).size > 1) return "split";
  if (answers.every(({ ipv4, ipv6 }) => ipv4.length + ipv6.length === 0)) return "no-address";
  return answers.length < dns.views.length ? "partly" : "agrees";
}

/** The TTL as the zone itself has it, where the authoritative server answered; a resolver's own is what is left of it. */
export function zoneTtlSeconds({ views }: HostDns): number | null {
  const zone = views.find(({ resolver }) => resolver === "authoritative")?.answer;
  if (zone?.state === "answered") return zone.ttlSeconds;
  return null;
}

/** The zone's TTL of each name that was answered, for the memory of them. */
export function seenTtls(dns: readonly HostDns[]): Map<string, number> {
  return new Map(
    dns.flatMap((host) => {
      const ttl = zoneTtlSeconds(host);
      return ttl === null ? [] : [[host.name, ttl] as const];
    }),
  );
}

/** Where each resolver leads now: to the target alone, elsewhere, to both, or it does not say. */
export function whereTo(view: DnsView, target: string): ResolverView["where"] {
  if (view.answer.state !== "answered") return "unknown";
  const all = [...view.answer.ipv4, ...view.answer.ipv6];
  if (all.length === 0) return "unknown";
  if (all.every((address) => address === target)) return "target";
  return all.includes(target) ? "both" : "elsewhere";
}

/** What was seen of a name's TTL: since when it is low, and what it was before. */
export type TtlMemory = { ttlSeconds: number; sinceMs: number; beforeSeconds: number | null };

/** Takes a newly seen TTL into the memory of it. */
export function rememberTtl(memory: TtlMemory | null, ttlSeconds: number, nowMs: number): TtlMemory {
  if (memory?.ttlSeconds === ttlSeconds) return memory;
  return { ttlSeconds, sinceMs: nowMs, beforeSeconds: memory?.ttlSeconds ?? null };
}

export type TtlVerdict = { state: "lowered" | "waiting" | "high" | "unknown"; readyAtMs: number | null };

/**
 * Whether no resolver can hold the record for longer than 300 s: the TTL is low, and has been for at least as long as
 * the old one let resolvers keep it. Where the old one was never seen, a day is waited.
 */
export function judgeTtl(memory: TtlMemory | null, nowMs: number): TtlVerdict {
  if (!memory) return { state: "unknown", readyAtMs: null };
  if (memory.ttlSeconds > ttlWantedSeconds) return { state: "high", readyAtMs: null };
  const readyAtMs = memory.sinceMs + (memory.beforeSeconds ?? 86_400) * 1000;
  return { state: nowMs >= readyAtMs ? "lowered" : "waiting", readyAtMs };
}
