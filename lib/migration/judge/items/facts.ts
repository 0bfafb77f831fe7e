import type { Outcome } from "@/lib/checks/types";
import type { Health } from "@/lib/measured";
import type { MoveRecord } from "../../move-record";
import type { HostCertificate, HostDns, ItemCode, ItemEvidence, ReadinessItem } from "../../types";
import type { TtlMemory } from "../judge-dns";
import type { Flight } from "../judge-flight";

export type Confirmations = ReadonlyMap<ItemCode, { atMs: number; by: string; note: string }>;

/** What the list is judged by; null where nothing is known. */
export type ReadinessFacts = {
  storeBytes: { bytes: number; atMs: number } | null;
  flight: Flight;
  rehearsal: MoveRecord | null;
  dns: HostDns[];
  ttl: ReadonlyMap<string, TtlMemory>;
  certificates: HostCertificate[];
  /** Places of the description that hold secrets, and whether each is in the copy list. */
  secrets: { path: string; listed: boolean }[];
  clockSkewMs: { skewMs: number; atMs: number } | null;
  /** The newest backup that backup.sh told of. */
  backup: { finishedAtMs: number; bytes: number } | null;
  /** What the newest verification said of the images' versions. */
  versions: { outcomes: Outcome[]; atMs: number } | null;
  confirmations: Confirmations;
};

export type Judged = Pick<ReadinessItem, "health" | "because"> & { evidence?: ItemEvidence[] };
export type JudgeItem = (facts: ReadinessFacts, nowMs: number) => Judged;

/** One verdict with its code and what it rests on. */
export const say = (health: Health, because: string, evidence: ItemEvidence[] = []): Judged => ({
  health,
  because,
  evidence,
});

export const dayMs = 86_400_000;
