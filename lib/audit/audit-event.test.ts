import { expect, it } from "vitest";
import { toAuditEvent } from "./audit-event";

const row = {
  seq: 7,
  at: new Date(1000),
  actorKind: "user",
  actorId: "u1",
  actorName: "ann@obs.test",
  action: "user.change",
  subjectKind: "user",
  subjectId: "u2",
  subjectName: "bob@obs.test",
  before: null,
  after: '{"role":"admin"}',
  keyId: "k1",
  prevHash: "0",
  hash: "1",
};

it("is the row with its subject in one piece and its JSON read", () => {
  const { at: _, subjectKind, subjectId, subjectName, ...same } = row;
  expect(toAuditEvent(row)).toEqual({
    ...same,
    atMs: 1000,
    subject: { kind: subjectKind, id: subjectId, name: subjectName },
    before: null,
    after: { role: "admin" },
  });
});

it("shows a text that is not JSON as it is", () => {
  expect(toAuditEvent({ ...row, after: "{broken" }).after).toBe("{broken");
});
