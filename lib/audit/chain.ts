import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import type { KeyRing } from "@/lib/secrets/key-ring";

/** All that a row's hash covers; any change to any of it breaks the chain. */
export type ChainedRow = {
  seq: number;
  atMs: number;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  subjectName: string;
  before: string | null;
  after: string | null;
  keyId: string;
  prevHash: string;
};

/** The `prevHash` of the first row. */
export const chainStart = "0".repeat(64);

/** HMAC-SHA256 (hex) of a row under the key it names. Throws when the ring lacks that key. */
export function hashRow(row: ChainedRow, ring: KeyRing): string {
  const key = ring.keys.get(row.keyId);
  if (!key) throw new Error(`The key ring has no key "${row.keyId}"; restore the one that was in use.`);
  const auditKey = Buffer.from(hkdfSync("sha256", key, "", "honeydue-obs audit", 32));
  // An array keeps the fields apart: moving text from one field to the next changes the bytes.
  const fields = [
    row.seq,
    row.atMs,
    row.actorKind,
    row.actorId,
    row.actorName,
    row.action,
    row.subjectKind,
    row.subjectId,
    row.subjectName,
    row.before,
    row.after,
    row.keyId,
    row.prevHash,
  ];
  return createHmac("sha256", auditKey).update(JSON.stringify(fields)).digest("hex");
}
