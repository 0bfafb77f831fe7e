import { afterAll, beforeEach, expect, it } from "vitest";
import { isOurChallenge, makeChallenge, spendChallenge } from "./challenge";

const states = () =>
  Reflect.get(globalThis, Symbol.for("honeydue-obs.process-state")) as Map<string, unknown> | undefined;
const restart = () => states()?.clear();
const signIn = { purpose: "sign-in", sessionId: "" } as const;
const make = (binding: Parameters<typeof makeChallenge>[0] = signIn, nowMs?: number) =>
  Buffer.from(makeChallenge(binding, nowMs)).toString("base64url");

beforeEach(restart);
afterAll(restart);

it("is known for its purpose and its session alone, for five minutes", () => {
  const nowMs = Date.now();
  const text = make({ purpose: "step-up", sessionId: "s1" }, nowMs);
  expect(isOurChallenge(text, { purpose: "step-up", sessionId: "s1" }, nowMs + 299_000)).toBe(true);
  expect(isOurChallenge(text, { purpose: "step-up", sessionId: "s1" }, nowMs + 300_000)).toBe(false);
  expect(isOurChallenge(text, { purpose: "step-up", sessionId: "s2" }, nowMs)).toBe(false);
  expect(isOurChallenge(text, { purpose: "register", sessionId: "s1" }, nowMs)).toBe(false);
  expect(isOurChallenge(text, signIn, nowMs)).toBe(false);
});

it("cannot be forged, whatever is changed in it", () => {
  const text = make();
  const bytes = Buffer.from(text, "base64url");
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(isOurChallenge(changed.toString("base64url"), signIn)).toBe(false);
  }
  for (const other of ["", "x", text.slice(0, -2), `${text}AA`, "A".repeat(text.length)]) {
    expect(isOurChallenge(other, signIn)).toBe(false);
  }
});

it("counts once, and no restart makes it count again", () => {
  const text = make();
  expect([spendChallenge(text), spendChallenge(text), isOurChallenge(text, signIn)]).toEqual([true, false, false]);
  restart();
  expect(isOurChallenge(text, signIn)).toBe(false);
});
