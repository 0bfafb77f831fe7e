import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SourcePath } from "../types";
import { judgeLamps, type LampFacts } from "./judge-lamps";

const now = 10_000_000;
const source = (by: SourcePath["by"], lastAtMs = now - 10_000): SourcePath => ({
  token: "Ab3xK9mPq2",
  scope: "metrics:write",
  address: "192.0.2.1",
  agent: "vmagent",
  by,
  lastAtMs,
  lastForwardedAtMs: by === "old-gate" ? lastAtMs : null,
});
const calm: LampFacts = {
  cutoverAtMs: 0,
  sources: [source("straight")],
  lastForwardedAtMs: null,
  ttlSeconds: 300,
  resolvers: ["target", "target"],
  logIsRead: true,
};
const lamps = (change: Partial<LampFacts>, at = now) =>
  Object.fromEntries(
    judgeLamps({ ...calm, ...change }, at).map(({ code, state, because }) => [code, `${state} ${because}`]),
  );

describe("the lamps of a cutover", () => {
  it("go through their states", () => {
    expect(lamps({ cutoverAtMs: null })).toEqual({
      "dns-spread": "unknown before-cutover",
      "split-brain": "unknown before-cutover",
      "power-off": "unknown before-cutover",
    });
    const moved = {
      cutoverAtMs: now - 1000,
      lastForwardedAtMs: now - 500,
      sources: [source("old-gate"), source("straight")],
    };
    expect(lamps({ ...moved, resolvers: ["target", "elsewhere"] })).toEqual({
      "dns-spread": "waiting old-address-left",
      "split-brain": "waiting some-by-old-gate",
      "power-off": "waiting dns-not-spread",
    });
    expect(lamps({ cutoverAtMs: now - 1000, lastForwardedAtMs: now - 500 })).toEqual({
      "dns-spread": "ok all-lead-to-new",
      "split-brain": "ok all-straight",
      "power-off": "waiting counting",
    });
    expect(lamps({ lastForwardedAtMs: now - 900_000 })["power-off"]).toBe("ok quiet");
    expect(lamps({ resolvers: ["both"] })["dns-spread"]).toBe("bad both-addresses");
  });

  it("take silence for nothing while the log is not read or nobody pushes", () => {
    expect(lamps({ logIsRead: false })["power-off"]).toBe("unknown log-not-read");
    expect(lamps({ sources: [] })["power-off"]).toBe("unknown nobody-pushes");
    expect(lamps({ sources: [source("straight", 0)] })["split-brain"]).toBe("unknown nobody-pushes");
    expect(lamps({ ttlSeconds: null })["power-off"]).toBe("unknown ttl-unknown");
  });

  it("never let the old box go before three TTLs of quiet", () => {
    fc.assert(
      fc.property(
        fc.nat(now),
        fc.nat(now),
        fc.integer({ min: 1, max: 86_400 }),
        (cutoverAtMs, lastForwardedAtMs, ttlSeconds) => {
          const [, , power] = judgeLamps({ ...calm, cutoverAtMs, lastForwardedAtMs, ttlSeconds }, now);
          const quietMs = now - Math.max(cutoverAtMs, lastForwardedAtMs);
          expect(power?.state === "ok").toBe(quietMs >= 3 * ttlSeconds * 1000);
        },
      ),
    );
  });
});
