import type { CheckResult, Outcome } from "@/lib/checks/types";
import type { Health } from "@/lib/measured";

export const moveHosts = ["ingest", "grafana", "console"] as const;
export type MoveHost = (typeof moveHosts)[number];

/** What one resolver says of one name; times in seconds. Nothing of a kind is an empty list, no answer is a failure. */
export type DnsAnswer =
  | { state: "answered"; ipv4: string[]; ipv6: string[]; ttlSeconds: number | null; caa: string[] }
  | { state: "no-such-name" }
  | { state: "failed"; code: string };
const resolverNames = ["system", "public-1", "public-2", "authoritative"] as const;
export type ResolverName = (typeof resolverNames)[number];
export type DnsView = { resolver: ResolverName; server: string | null; answer: DnsAnswer };
/** Where one resolver leads, seen from a planned target. */
export type ResolverView = { name: string; resolver: ResolverName; where: "target" | "elsewhere" | "both" | "unknown" };
export type HostDns = { host: MoveHost; name: string; views: DnsView[]; askedAtMs: number };

/** What the verification's check says of the certificate that a host shows. */
export type HostCertificate = { host: MoveHost; name: string; outcome: Outcome; askedAtMs: number };

export type PortProbe = { port: number; state: "open" | "closed" | "no-answer" };
/**
 * What a planned target shows before any record leads to it: its ports, and the verification's checks of the public
 * hosts at its address; null where the hosts are not set here.
 */
export type TargetProbe = { address: string; ports: PortProbe[]; checks: CheckResult[] | null; askedAtMs: number };

const itemCodes = [
  "sizes",
  "rehearsed",
  "dns-agrees",
  "ttl-lowered",
  "ipv6",
  "caa",
  "certificates",
  "secrets-listed",
  "queue",
  "backups",
  "images",
  "clock",
] as const;
export type ItemCode = (typeof itemCodes)[number];

/** A figure that an item rests on; `atMs` is when it was true. */
export type ItemEvidence = { label: string; value: string; atMs: number | null };
/** One point of the readiness list. `because` is a code; words are made of it last. */
export type ReadinessItem = {
  code: ItemCode;
  health: Health;
  because: string;
  evidence: ItemEvidence[];
  /** Whether a person can answer it where the console cannot. */
  byPerson: boolean;
  confirmed: { atMs: number; by: string; note: string } | null;
};

export type LampState = "ok" | "waiting" | "bad" | "unknown";
export type Lamp = {
  code: "split-brain" | "power-off" | "dns-spread";
  state: LampState;
  because: string;
  untilMs: number | null;
};

/** A sender, and by which box its data comes now. */
export type SourcePath = {
  token: string;
  scope: string;
  address: string;
  agent: string;
  by: "straight" | "old-gate";
  lastAtMs: number;
  lastForwardedAtMs: number | null;
};
