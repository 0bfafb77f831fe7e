import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeOutliers } from "./judge-outlier";
import type { PodFacts } from "./types";

const bounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Number.POSITIVE_INFINITY];
/** `share` of the requests within each bound, ascending; what is not given is all. */
const histogram = (requests: number, shares: Record<number, number>) =>
  bounds.map((leSeconds) => ({ leSeconds, count: requests * (shares[leSeconds] ?? 1) }));

const pod = (name: string, changes: Partial<PodFacts> = {}): PodFacts => {
  const requests = changes.requests ?? 1000;
  return {
    id: name,
    name,
    instance: `${name}:8000`,
    pod: name,
    up: true,
    scrapedAtMs: 0,
    firstScrapedAtMs: 0,
    requests,
    errors: 2,
    buckets: histogram(requests, { 0.05: 0.8, 0.1: 0.97 }),
    openFds: 30,
    maxFds: 1024,
    goroutines: 40,
    goroutinesBefore: 40,
    ...changes,
  };
};
const slow = (requests: number) => histogram(requests, { 0.05: 0.2, 0.1: 0.4, 0.25: 0.5, 0.5: 0.6, 1: 0.8 });
const kinds = (pods: PodFacts[]) => judgeOutliers(pods).map(({ name, kind }) => `${name} ${kind}`);

describe("judgeOutliers", () => {
  it("names the one bad pod of three, with what it is against the others", () => {
    const found = judgeOutliers([pod("a"), pod("b", { errors: 380 }), pod("c")]);
    expect(found).toEqual([
      { id: "b", name: "b", kind: "errors", text: "38 % errors against 0.2 % on the two others" },
    ]);
  });

  it("names the one slow pod of three", () => {
    const found = judgeOutliers([pod("a"), pod("b"), pod("c", { buckets: slow(1000) })]);
    expect(found).toMatchObject([{ name: "c", kind: "latency", text: "p95 2.1 s against 94 ms on the two others" }]);
  });

  it.each([
    ["too few requests", [pod("a"), pod("b"), pod("c", { requests: 19, errors: 19 })]],
    ["too few errors", [pod("a"), pod("b"), pod("c", { requests: 20, errors: 4 })]],
    ["a difference within chance", [pod("a", { errors: 20 }), pod("b", { errors: 24 }), pod("c", { errors: 40 })]],
    ["twice next to nothing", [pod("a"), pod("b"), pod("c", { requests: 100_000, errors: 900 })]],
    ["most pods failing: that is the API", [pod("a"), pod("b", { errors: 380 }), pod("c", { errors: 400 })]],
    ["two of four failing", ["a", "b", "c", "d"].map((name, index) => pod(name, { errors: index < 2 ? 400 : 2 }))],
    ["no other pod", [pod("a", { errors: 900 })]],
    ["one other and little evidence", [pod("a", { requests: 60, errors: 0 }), pod("b", { requests: 60, errors: 14 })]],
    ["a p95 of a few requests", [pod("a"), pod("b"), pod("c", { requests: 99, buckets: slow(99) })]],
    ["no requests at all", ["a", "b", "c"].map((name) => pod(name, { requests: null, errors: 0, buckets: [] }))],
    ["many goroutines that do not grow", [pod("a"), pod("b"), pod("c", { goroutines: 9000, goroutinesBefore: 9000 })]],
  ])("names nobody for %s", (_label, pods) => {
    expect(judgeOutliers(pods)).toEqual([]);
  });

  it("needs stronger evidence against one other pod, and then names it", () => {
    expect(kinds([pod("a"), pod("b", { errors: 300 })])).toEqual(["b errors"]);
  });

  it("names saturation, of a single pod too", () => {
    expect(judgeOutliers([pod("a", { openFds: 900, maxFds: 1024 })])).toMatchObject([
      { kind: "fds", text: "88 % of its 1024 file descriptors are open" },
    ]);
    expect(kinds([pod("a"), pod("b"), pod("c", { goroutines: 2000, goroutinesBefore: 500 })])).toEqual([
      "c goroutines",
    ]);
  });

  const count = fc.integer({ min: 0, max: 3000 });
  const anyPod = fc
    .record({
      requests: count,
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      goroutines: count,
      isSlow: fc.boolean(),
    })
    .map(({ requests, share, goroutines, isSlow }): Partial<PodFacts> => {
      const errors = Math.floor(requests * share);
      const base = { requests, errors, goroutines, goroutinesBefore: Math.floor(goroutines / 2) };
      return isSlow ? { ...base, buckets: slow(requests) } : base;
    });

  it("never names one of pods that are all the same", () => {
    fc.assert(
      fc.property(anyPod, fc.integer({ min: 1, max: 8 }), (facts, size) => {
        const same = Array.from({ length: size }, (_, index) => pod(`pod-${index}`, facts));
        expect(judgeOutliers(same)).toEqual([]);
      }),
    );
  });

  it("always names the one bad pod of three or more with enough traffic, and only that one", () => {
    const traffic = fc.integer({ min: 200, max: 20_000 });
    const good = fc.record({ requests: traffic, share: fc.double({ min: 0, max: 0.01, noNaN: true }) });
    const bad = fc.record({ requests: traffic, share: fc.double({ min: 0.15, max: 1, noNaN: true }) });
    const facts = ({ requests, share }: { requests: number; share: number }) => ({
      requests,
      errors: Math.round(requests * share),
    });
    fc.assert(
      fc.property(fc.array(good, { minLength: 2, maxLength: 6 }), bad, (others, worst) => {
        const pods = others.map((other, index) => pod(`good-${index}`, facts(other)));
        expect(kinds([...pods, pod("bad", facts(worst))])).toEqual(["bad errors"]);
      }),
    );
  });

  it("does not depend on the order of the pods", () => {
    const pods = fc.array(anyPod, { minLength: 2, maxLength: 6 }).map((all) => all.map((f, i) => pod(`p${i}`, f)));
    const shuffled = pods.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(judgeOutliers(other)).toEqual(judgeOutliers(all));
      }),
    );
  });
});
