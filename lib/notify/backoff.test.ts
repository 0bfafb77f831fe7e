import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs } from "./backoff";
import { retryAfterOf } from "./send-webhook";

describe("waiting between attempts", () => {
  it("grows from 10 s to 15 min, by chance up to a fifth longer, never below what the receiver asked", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map((attempts) => backoffMs(attempts, 0, () => 0) / 1000)).toEqual([
      10, 30, 60, 120, 300, 600, 900, 900,
    ]);
    const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(3600_000), chance, (attempts, askedMs, random) => {
        const waitMs = backoffMs(attempts, askedMs, () => random);
        expect(waitMs).toBeGreaterThanOrEqual(Math.max(10_000, askedMs));
        expect(waitMs).toBeLessThanOrEqual(Math.max(18 * 60_000, askedMs));
      }),
    );
  });

  it("reads Retry-After in seconds and as a date, at most an hour", () => {
    const nowMs = Date.parse("2026-03-01T00:00:00Z");
    expect(retryAfterOf("120", nowMs)).toBe(120_000);
    expect(retryAfterOf("Sun, 01 Mar 2026 00:01:00 GMT", nowMs)).toBe(60_000);
    expect(retryAfterOf("Sat, 28 Feb 2026 00:00:00 GMT", nowMs)).toBe(0);
    expect(retryAfterOf("999999", nowMs)).toBe(3600_000);
    expect([retryAfterOf("soon", nowMs), retryAfterOf(undefined, nowMs)]).toEqual([undefined, undefined]);
  });
});
