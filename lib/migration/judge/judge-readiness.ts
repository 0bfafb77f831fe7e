import type { Health } from "@/lib/measured";
import type { MoveRecord } from "../move-record";
import type { HostDns, HostTls, ItemCode, ItemEvidence, ReadinessItem } from "../types";
import { judgeDns, judgeTtl, type TtlMemory, zoneTtlSeconds } from "./judge-dns";
import type { Flight } from "./judge-flight";

const dayMs = 86_400_000;
/** A rehearsal older than this says little of today's data. */
const rehearsalAgeMsMax = 30 * dayMs;
const confirmationAgeMsMax = 7 * dayMs;
const certificateWarnDays = 14;

export type Confirmations = ReadonlyMap<ItemCode, { atMs: number; by: string; note: string }>;
export type ReadinessFacts = {
  storeBytes: { bytes: number; atMs: number } | null;
  flight: Flight;
  rehearsal: MoveRecord | null;
  dns: HostDns[];
  ttl: ReadonlyMap<string, TtlMemory>;
  tls: HostTls[];
  /** Places of the description that hold secrets, and whether each is in the copy list. */
  secrets: { path: string; listed: boolean }[];
  clockSkewMs: { skewMs: number; atMs: number } | null;
  confirmations: Confirmations;
};

type Judged = Pick<ReadinessItem, "health" | "because"> & { evidence?: ItemEvidence[] };
const say = (health: Health, because: string, evidence: ItemEvidence[] = []): Judged => ({ health, because, evidence });
const bytesText = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(0)} MB`;

function judgeAgreement({ dns }: ReadinessFacts): Judged {
  const evidence = dns.flatMap(({ name, views, askedAtMs }) =>
    views.map(({ resolver, answer }) => ({
      label: `${name}, ${resolver}`,
      value:
        answer.state === "answered"
          ? [...answer.ipv4, ...answer.ipv6].join(", ") || "no address"
          : answer.state === "no-such-name"
            ? "no such name"
            : answer.code,
      atMs: askedAtMs,
    })),
  );
  const verdicts = dns.map(judgeDns);
  if (verdicts.length === 0) return say("unknown", "no-hosts");
  if (verdicts.includes("no-such-name")) return say("bad", "no-such-name", evidence);
  if (verdicts.includes("split")) return say("warn", "split", evidence);
  if (verdicts.includes("no-answer")) return say("unknown", "no-answer", evidence);
  return verdicts.includes("no-address") ? say("bad", "no-address", evidence) : say("ok", "agrees", evidence);
}

function judgeTtls({ dns, ttl }: ReadinessFacts, nowMs: number): Judged {
  const each = dns.map(({ name }) => ({
    name,
    verdict: judgeTtl(ttl.get(name) ?? null, nowMs),
    memory: ttl.get(name),
  }));
  const evidence = each.map(({ name, verdict, memory }) => ({
    label: name,
    value: memory
      ? `${memory.ttlSeconds} s${memory.beforeSeconds === null ? "" : `, before ${memory.beforeSeconds} s`}`
      : "not seen",
    atMs: verdict.readyAtMs ?? memory?.sinceMs ?? null,
  }));
  const states = each.map(({ verdict }) => verdict.state);
  if (states.includes("high")) return say("warn", "ttl-high", evidence);
  if (states.length === 0 || states.includes("unknown")) return say("unknown", "ttl-unknown", evidence);
  return states.includes("waiting") ? say("warn", "ttl-waiting", evidence) : say("ok", "ttl-lowered", evidence);
}

/** An IPv6 record that nobody changes with the others would keep leading to the old box. */
function judgeIpv6({ dns }: ReadinessFacts): Judged {
  const answers = dns.flatMap(({ name, views }) =>
    views.flatMap(({ answer }) => (answer.state === "answered" ? [{ name, ipv6: answer.ipv6 }] : [])),
  );
  if (answers.length === 0) return say("unknown", "no-answer");
  const left = answers.filter(({ ipv6 }) => ipv6.length > 0);
  const names = [...new Set(left.map(({ name, ipv6 }) => `${name} ${ipv6.join(" ")}`))];
  return left.length > 0
    ? say(
        "warn",
        "ipv6-records",
        names.map((value) => ({ label: "AAAA", value, atMs: null })),
      )
    : say("ok", "no-ipv6");
}

function judgeCaa({ dns, tls }: ReadinessFacts): Judged {
  const allowed = [
    ...new Set(
      dns.flatMap(({ views }) => views.flatMap(({ answer }) => (answer.state === "answered" ? answer.caa : []))),
    ),
  ];
  if (dns.length === 0 || dns.every(({ views }) => views.every(({ answer }) => answer.state !== "answered")))
    return say("unknown", "no-answer");
  if (allowed.length === 0) return say("ok", "no-caa");
  const evidence = [{ label: "CAA", value: allowed.join(", "), atMs: null }];
  const issuers = tls.flatMap(({ probe }) => (probe.state === "shown" ? [probe.issuer.toLowerCase()] : []));
  const needsLetsEncrypt = issuers.some((issuer) => issuer.includes("let's encrypt"));
  return needsLetsEncrypt && !allowed.includes("letsencrypt.org")
    ? say("bad", "caa-forbids", evidence)
    : say("ok", "caa-allows", evidence);
}

function judgeCertificates({ tls }: ReadinessFacts, nowMs: number): Judged {
  const evidence = tls.map(({ name, probe, askedAtMs }) => ({
    label: name,
    value:
      probe.state === "failed"
        ? probe.code
        : `until ${new Date(probe.validToMs).toISOString().slice(0, 10)}${probe.trustFault ? `, ${probe.trustFault}` : ""}`,
    atMs: askedAtMs,
  }));
  if (tls.length === 0) return say("unknown", "no-hosts");
  const shown = tls.flatMap(({ probe }) => (probe.state === "shown" ? [probe] : []));
  if (shown.some(({ validToMs }) => validToMs <= nowMs)) return say("bad", "certificate-expired", evidence);
  if (shown.some(({ trustFault }) => trustFault === "ERR_TLS_CERT_ALTNAME_INVALID"))
    return say("bad", "certificate-wrong-name", evidence);
  if (shown.some(({ trustFault }) => trustFault !== null)) return say("bad", "certificate-untrusted", evidence);
  if (shown.length < tls.length) return say("unknown", "no-answer", evidence);
  return shown.some(({ validToMs }) => validToMs - nowMs < certificateWarnDays * dayMs)
    ? say("warn", "certificate-ends-soon", evidence)
    : say("ok", "certificate-valid", evidence);
}

function judgeRehearsal({ rehearsal }: ReadinessFacts, nowMs: number): Judged {
  if (!rehearsal?.finishedAtMs) return say("unknown", "never-rehearsed");
  const seconds = Math.round((rehearsal.finishedAtMs - rehearsal.startedAtMs) / 1000);
  const evidence = [
    {
      label: "Newest rehearsal",
      value: `${seconds} s for ${bytesText(rehearsal.facts.totalBytes ?? 0)}`,
      atMs: rehearsal.finishedAtMs,
    },
  ];
  return nowMs - rehearsal.finishedAtMs > rehearsalAgeMsMax
    ? say("warn", "rehearsal-old", evidence)
    : say("ok", "rehearsed", evidence);
}

function judgeSizes({ storeBytes, flight }: ReadinessFacts): Judged {
  if (!storeBytes) return say("unknown", "no-sizes");
  const evidence = [{ label: "Both stores, allocated", value: bytesText(storeBytes.bytes), atMs: storeBytes.atMs }];
  return flight.totalMs === null ? say("unknown", "not-predicted", evidence) : say("ok", "predicted", evidence);
}

function judgeQueue({ flight }: ReadinessFacts): Judged {
  if (flight.queueUsedRatio === null) return say("unknown", "queue-unknown");
  const evidence = [
    { label: "The gap fills", value: `${(flight.queueUsedRatio * 100).toFixed(2)} % of the queue`, atMs: null },
  ];
  return flight.queueUsedRatio > 0.5 ? say("bad", "queue-short", evidence) : say("ok", "queue-covers", evidence);
}

function judgeSecrets({ secrets }: ReadinessFacts): Judged {
  const evidence = secrets.map(({ path, listed }) => ({
    label: path,
    value: listed ? "is copied" : "is not copied",
    atMs: null,
  }));
  return secrets.every(({ listed }) => listed)
    ? say("ok", "secrets-listed", evidence)
    : say("bad", "secret-left-behind", evidence);
}

function judgeClock({ clockSkewMs }: ReadinessFacts): Judged {
  if (!clockSkewMs) return say("unknown", "clock-unknown");
  const evidence = [{ label: "Difference", value: `${clockSkewMs.skewMs} ms`, atMs: clockSkewMs.atMs }];
  return Math.abs(clockSkewMs.skewMs) > 5000
    ? say("warn", "clock-differs", evidence)
    : say("ok", "clock-agrees", evidence);
}

const judges: Record<ItemCode, (facts: ReadinessFacts, nowMs: number) => Judged> = {
  sizes: judgeSizes,
  rehearsed: judgeRehearsal,
  "dns-agrees": judgeAgreement,
  "ttl-lowered": judgeTtls,
  ipv6: judgeIpv6,
  caa: judgeCaa,
  certificates: judgeCertificates,
  "secrets-listed": judgeSecrets,
  queue: judgeQueue,
  backups: () => say("unknown", "ask-a-person"),
  images: () => say("unknown", "ask-a-person"),
  clock: judgeClock,
};
/** Where the console has no evidence of its own, a person's word counts, for a week. */
export const itemsByPerson = ["backups", "images", "clock", "queue", "ipv6"] as const;
const byPerson: readonly ItemCode[] = itemsByPerson;

/** Every point of the list, in order. A person's word lifts "unknown" and "warn" to "ok", never "bad". */
export function judgeReadiness(facts: ReadinessFacts, nowMs: number): ReadinessItem[] {
  return (Object.keys(judges) as ItemCode[]).map((code) => {
    const { health, because, evidence = [] } = judges[code](facts, nowMs);
    const confirmed = facts.confirmations.get(code) ?? null;
    const isConfirmed =
      confirmed !== null &&
      byPerson.includes(code) &&
      health !== "bad" &&
      nowMs - confirmed.atMs < confirmationAgeMsMax;
    const judged =
      isConfirmed && health !== "ok" ? { health: "ok" as const, because: "confirmed" } : { health, because };
    return { code, ...judged, evidence, byPerson: byPerson.includes(code), confirmed };
  });
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
