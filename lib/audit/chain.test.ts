import { createHmac, hkdfSync } from "node:crypto";
import { expect, it } from "vitest";
import { type ChainedRow, chainStart, hashRow } from "./chain";

const key = Buffer.alloc(32, 7);
const ring = { current: "k1", keys: new Map([["k1", key]]) };
const row: ChainedRow = {
  seq: 1,
  atMs: 2,
  actorKind: "user",
  actorId: "u1",
  actorName: "ann",
  action: "user.change",
  subjectKind: "user",
  subjectId: "u2",
  subjectName: "bob",
  before: null,
  after: "{}",
  keyId: "k1",
  prevHash: chainStart,
};

it("is HMAC-SHA256 of the fields in their order, under a key of its own", () => {
  const own = Buffer.from(hkdfSync("sha256", key, "", "honeydue-obs audit", 32));
  expect(chainStart).toBe("0".repeat(64));
  expect(hashRow(row, ring)).toBe(
    createHmac("sha256", own)
      .update(JSON.stringify(Object.values(row)))
      .digest("hex"),
  );
});

it("changes with each field", () => {
  const whole = hashRow(row, { ...ring, keys: new Map([...ring.keys, ["k2", key]]) });
  for (const name of Object.keys(row)) {
    const other = { ...row, [name]: name === "keyId" ? "k2" : "other" };
    expect(hashRow(other, { ...ring, keys: new Map([...ring.keys, ["k2", key]]) }), name).not.toBe(whole);
  }
});

it("refuses a key that the ring lacks, by its name", () => {
  expect(() => hashRow({ ...row, keyId: "gone" }, ring)).toThrow('no key "gone"');
});
