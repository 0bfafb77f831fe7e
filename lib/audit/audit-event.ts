import type { AuditEventModel } from "@/lib/db/generated/models";

/** One entry as pages and exports show it. `before` and `after` hold what was changed, without secrets. */
export type AuditEvent = {
  seq: number;
  atMs: number;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  action: string;
  subject: { kind: string; id: string; name: string };
  before: unknown;
  after: unknown;
  keyId: string;
  prevHash: string;
  hash: string;
};

/** A stored text that is not JSON (somebody changed the row) is shown as it is. */
function parseStored(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export function toAuditEvent(row: AuditEventModel): AuditEvent {
  const { seq, at, actorKind, actorId, actorName, action, keyId, prevHash, hash } = row;
  const subject = { kind: row.subjectKind, id: row.subjectId, name: row.subjectName };
  const [before, after] = [parseStored(row.before), parseStored(row.after)];
  return {
    seq,
    atMs: at.getTime(),
    actorKind,
    actorId,
    actorName,
    action,
    subject,
    before,
    after,
    keyId,
    prevHash,
    hash,
  };
}
