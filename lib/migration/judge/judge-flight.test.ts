import { describe, expect, it } from "vitest";
import { type FlightFacts, judgeGo, predictFlight } from "./judge-flight";

const mebibyte = 1024 ** 2;
const facts: FlightFacts = {
  storeBytes: 200 * mebibyte,
  measured: {
    totalBytes: 100 * mebibyte,
    atMs: 0,
    steps: [
      { name: "preflight", ms: 1000 },
      { name: "warm-copy", ms: 60_000 },
      { name: "final-copy", ms: 5000 },
      { name: "checksums", ms: 3000 },
      { name: "trial", ms: 4000 },
    ],
  },
  queue: { bytesPerSecond: 1000, limitBytes: 500_000_000 },
  spansPerSecond: 10,
};

describe("the flight computer", () => {
  it("grows the measured copying with the data, and starts in no less than ten seconds", () => {
    expect(predictFlight(facts)).toMatchObject({
      warmCopyMs: 120_000,
      gapMs: 26_000,
      totalMs: 147_000,
      withinClaim: true,
    });
  });

  it("never predicts less than was measured", () => {
    expect(predictFlight({ ...facts, storeBytes: 1 }).warmCopyMs).toBe(60_000);
  });

  it("says what the gap costs: metrics wait in the queue, exporters try for 30 s", () => {
    const short = predictFlight(facts);
    expect(short.queueUsedRatio).toBeCloseTo(26_000 / 500_000_000);
    expect(short.queueHours).toBeCloseTo(138.9, 1);
    expect(short.spansLost).toBe(0);
    const long = predictFlight({ ...facts, storeBytes: 1000 * mebibyte });
    expect(long.gapMs).toBe(90_000);
    expect(long.spansLost).toBe(600);
  });

  it("is unknown without a rehearsal, and never zero", () => {
    expect(predictFlight({ ...facts, measured: null })).toEqual({
      warmCopyMs: null,
      gapMs: null,
      totalMs: null,
      withinClaim: null,
      queueUsedRatio: null,
      queueHours: expect.any(Number),
      spansLost: null,
    });
    expect(predictFlight({ ...facts, spansPerSecond: null }).spansLost).toBeNull();
  });

  it("says no-go with every reason, and go only without one", () => {
    const flight = predictFlight(facts);
    const ready = { hasPlan: true, flight, bad: 0, unknown: 0, targetReachable: true };
    expect(judgeGo(ready)).toEqual({ go: true, reasons: [] });
    expect(judgeGo({ ...ready, targetReachable: null }).reasons).toEqual(["target-closed"]);
    const none = predictFlight({ ...facts, measured: null });
    const worst = judgeGo({ hasPlan: false, flight: none, bad: 1, unknown: 2, targetReachable: null });
    expect(worst).toEqual({ go: false, reasons: ["no-plan", "not-rehearsed", "item-bad", "item-unknown"] });
    const slow = predictFlight({
      ...facts,
      storeBytes: 4000 * mebibyte,
      queue: { bytesPerSecond: 1e5, limitBytes: 5e8 },
    });
    expect(judgeGo({ ...ready, flight: slow }).reasons).toEqual(["over-claim"]);
    const full = predictFlight({ ...facts, queue: { bytesPerSecond: 1e7, limitBytes: 5e8 } });
    expect(judgeGo({ ...ready, flight: full }).reasons).toEqual(["queue-too-small"]);
  });
});
