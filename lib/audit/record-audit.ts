import "server-only";
import { type Actor, actorName } from "@/lib/actor/actor";
import type { Prisma } from "@/lib/db/generated/client";
import { afterCommit } from "@/lib/db/write-transaction";
import { redact } from "@/lib/runtime/redact";
import { keyRing } from "@/lib/secrets/key-ring";
import { chainStart, hashRow } from "./chain";
import { publishHead } from "./publish-head";

export type AuditEntry = {
  actor: Actor;
  /** "subject.verb", for example "token.create". */
  action: string;
  subject: { kind: string; id: string; name: string };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

const actorIdOf = (actor: Actor) =>
  actor.kind === "user" ? actor.userId : actor.kind === "token" ? actor.publicId : null;
const jsonOf = (record: Record<string, unknown> | undefined) => (record ? JSON.stringify(redact(record)) : null);

/**
 * Appends one row to the audit chain inside the caller's transaction, after the change it describes: both are written
 * or neither. The transaction must already have written something, so that it holds the lock and the head cannot move.
 * Secret-named fields are redacted. Once `writeTransaction` has committed, the chain's head is published outside the
 * database. Throws when the row cannot be written, which undoes the change.
 */
export async function recordAudit(tx: Prisma.TransactionClient, entry: AuditEntry, now = new Date()): Promise<void> {
  const { actor, action, subject } = entry;
  const ring = keyRing();
  const head = await tx.auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, hash: true } });
  const row = {
    seq: (head?.seq ?? 0) + 1,
    atMs: now.getTime(),
    actorKind: actor.kind,
    actorId: actorIdOf(actor),
    actorName: actorName(actor),
    action,
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectName: subject.name,
    before: jsonOf(entry.before),
    after: jsonOf(entry.after),
    keyId: ring.current,
    prevHash: head?.hash ?? chainStart,
  };
  const { atMs, ...columns } = row;
  const hash = hashRow(row, ring);
  await tx.auditEvent.create({ data: { ...columns, at: new Date(atMs), hash } });
  const { seq, actorName: by, subjectKind, subjectId, subjectName } = row;
  const remembered = { seq, atMs, action, actor: by, subjectKind, subjectId, subjectName };
  afterCommit(tx, () => publishHead({ seq, hash, atMs }, row.prevHash, remembered));
}
