import { expect, it } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import type { AuditEvent } from "./audit-event";
import { forActor } from "./for-viewer";

const user = (role: "admin" | "viewer", userId: string): Actor => ({
  kind: "user",
  userId,
  email: `${userId}@obs.test`,
  role,
  sessionId: "s",
  steppedUpAtMs: null,
});
const event: AuditEvent = {
  seq: 1,
  atMs: 0,
  actorKind: "user",
  actorId: "ann",
  actorName: "ann@obs.test",
  action: "session.start",
  subject: { kind: "user", id: "bob", name: "bob+x@obs.test" },
  before: null,
  after: {
    how: "password",
    address: "203.0.113.7",
    userAgent: "Firefox",
    list: [{ email: "c@d.test" }],
    note: "by e@f.test",
  },
  keyId: "k1",
  prevHash: "0",
  hash: "1",
};

it("a viewer sees who did what, and neither addresses nor user agents nor e-mails of others", () => {
  const shown = forActor(user("viewer", "eve"), event);
  expect(shown).toMatchObject({ actorName: "ann@...", subject: { name: "bob+x@..." }, action: "session.start" });
  expect(shown.after).toMatchObject({ how: "password", address: "(hidden)", userAgent: "(hidden)", note: "by e@..." });
  expect(JSON.stringify(shown)).not.toMatch(/203\.0|Firefox|obs\.test|d\.test|f\.test/);
});

it("a viewer sees all of their own rows, and an admin all of all", () => {
  expect(forActor(user("viewer", "ann"), event)).toEqual(event);
  expect(forActor(user("admin", "eve"), event)).toEqual(event);
});

it.each([
  ["ann@obs.test, bob@obs.test", "ann@..., bob@..."],
  ["of j\u00f6rg@b\u00fccher.test.", "of j\u00f6rg@..."],
  ["twice a@b.test@c.test", "twice a@...@..."],
  ["runs @midnight", "runs @midnight"],
])("shortens every address in a text: %s", (note, shown) => {
  expect(forActor(user("viewer", "eve"), { ...event, after: { note } }).after).toEqual({ note: shown });
});

it("hides lists of addresses as it hides one, and keeps what is not text", () => {
  const after = {
    addresses: ["203.0.113.7", "203.0.113.8"],
    count: 3,
    isOpen: true,
    myaddress: "home",
    emails: "none",
    role: null,
  };
  expect(forActor(user("viewer", "eve"), { ...event, after }).after).toEqual({
    ...after,
    addresses: ["(hidden)", "(hidden)"],
  });
});

it("what the console or the command line did is nobody's own", () => {
  const cli: AuditEvent = { ...event, actorId: null };
  const system: Actor = { kind: "system", name: "capsules" };
  expect(forActor(user("viewer", "eve"), cli).actorName).toBe("ann@...");
  expect(forActor(system, { ...event, actorId: null }).actorName).toBe(forActor(system, event).actorName);
});
