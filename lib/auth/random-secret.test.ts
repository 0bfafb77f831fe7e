import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { randomSecret, readableSecret, secretHash } from "./random-secret";

it("a secret has 256 bits and fits into a URL", () => {
  expect(randomSecret()).toMatch(/^[\w-]{43}$/);
  expect(randomSecret()).not.toBe(randomSecret());
});

it("a readable one has groups of four, without what is easily confused", () => {
  for (const groups of [1, 4, 60])
    expect(readableSecret(groups)).toMatch(
      new RegExp(`^([abcdefghjkmnp-z2-9]{4}-){${groups - 1}}[abcdefghjkmnp-z2-9]{4}$`),
    );
  expect(new Set(readableSecret(60).replaceAll("-", "")).size).toBeGreaterThan(20);
});

it("is kept as its SHA-256", () => {
  expect(secretHash("x")).toBe(createHash("sha256").update("x").digest("hex"));
});
