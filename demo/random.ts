/** A seeded source of chance, so that two runs tell the same story. */
export type Random = {
  /** Uniform in [0, 1). */
  next: () => number;
  chance: (probability: number) => boolean;
  /** A whole number, both ends included. */
  integer: (min: number, max: number) => number;
  /** Log-normal: most values near the median, a long tail above it. `spread` 0.5 puts p99 at about 3.2 medians. */
  latencyMs: (medianMs: number, spread?: number) => number;
  /** A stream of its own for each number: what one request draws does not depend on what runs beside it. */
  fork: (number: number) => Random;
};

/** mulberry32: small, fast, and good enough to imitate traffic. `seed` is a whole number, taken modulo 2^32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  // Box-Muller; 1 - next() is never 0.
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    chance: (probability) => next() < probability,
    integer: (min, max) => min + Math.floor(next() * (max - min + 1)),
    latencyMs: (medianMs, spread = 0.5) => medianMs * Math.exp(spread * normal()),
    // Two odd factors spread neighbouring numbers over all seeds and keep a.fork(1).fork(2) from a.fork(2).fork(1).
    fork: (number) => createRandom((Math.imul(seed, 0x85ebca6b) ^ Math.imul(number + 1, 0x9e3779b1)) >>> 0),
  };
}
