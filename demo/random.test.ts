import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "./random";

const draws = ({ next }: Random) => Array.from({ length: 5 }, next);

describe("createRandom", () => {
  it("tells the same story for the same seed and another for another", () => {
    expect(draws(createRandom(7))).toEqual(draws(createRandom(7)));
    expect(draws(createRandom(7))).not.toEqual(draws(createRandom(8)));
  });

  it("draws whole numbers with both ends", () => {
    const random = createRandom(1);
    expect(new Set(Array.from({ length: 200 }, () => random.integer(2, 4)))).toEqual(new Set([2, 3, 4]));
  });

  it("draws latencies around the median with a long tail above it", () => {
    const random = createRandom(1);
    const latencies = Array.from({ length: 5001 }, () => random.latencyMs(100)).sort((a, b) => a - b);
    const [least = 0, median = 0, p99 = 0] = [latencies[0], latencies[2500], latencies[4950]];
    expect(least).toBeGreaterThan(0);
    expect(median).toBeGreaterThan(93);
    expect(median).toBeLessThan(107);
    expect(p99 / median).toBeGreaterThan(2.5);
  });
});

describe("fork", () => {
  it("does not depend on what was drawn before", () => {
    const used = createRandom(42);
    draws(used);
    expect(draws(used.fork(9))).toEqual(draws(createRandom(42).fork(9)));
  });

  it("gives each number, and each order of numbers, a stream of its own", () => {
    const root = createRandom(42);
    const firsts = [root.fork(1), root.fork(2), root.fork(1).fork(2), root.fork(2).fork(1), root.fork(1).fork(1), root];
    expect(new Set(firsts.map(({ next }) => next())).size).toBe(firsts.length);
  });

  it("spreads neighbouring numbers evenly", () => {
    const root = createRandom(42);
    const mean = Array.from({ length: 4000 }, (_, number) => root.fork(number).next()).reduce((a, b) => a + b) / 4000;
    expect(mean).toBeGreaterThan(0.48);
    expect(mean).toBeLessThan(0.52);
  });
});
