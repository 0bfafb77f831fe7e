import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateDwell, type MinuteSample } from "./evaluate-dwell";

const minuteMs = 60_000;
const rule = { fireBelow: 3, clearAbove: 3.5, dwellMs: 30 * minuteMs };
const fresh = { firing: false, evaluatedUntilMs: Number.NEGATIVE_INFINITY };
/** One sample a minute from `fromMinute` on. */
const minutes = (values: number[], fromMinute = 0): MinuteSample[] =>
  values.map((value, index) => ({ atMs: (fromMinute + index) * minuteMs, value }));
const times = (count: number, value: number) => Array.from({ length: count }, () => value);
const kinds = (samples: MinuteSample[], start = fresh) =>
  evaluateDwell(samples, rule, start).transitions.map(({ kind, atMs }) => `${kind} ${atMs / minuteMs}`);

const value = fc.oneof(fc.constantFrom(2, 2.999, 3, 3.2, 3.5, 3.501, 8), fc.double({ min: 0, max: 32, noNaN: true }));
/** Stretches of minutes near one value, about as long as the dwell or much shorter, some after a gap. */
const stretch = fc.record({
  value,
  length: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 27, max: 33 }), fc.integer({ min: 1, max: 90 })),
  gap: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 40 })),
});
const history = fc.array(stretch, { maxLength: 8 }).map((stretches) => {
  let minute = 0;
  return stretches.flatMap(({ value: bytes, length, gap }) => {
    minute += gap;
    return times(length, bytes).map((same) => {
      minute += 1;
      return { atMs: minute * minuteMs, value: same };
    });
  });
});
/** Where properties look at transitions: both kinds must have occurred. */
const bothKinds = new Set(["fired", "cleared"]);

describe("the memory trigger", () => {
  it("fires after 30 minutes below, not after 29, and says since when", () => {
    expect(kinds(minutes(times(29, 2)))).toEqual([]);
    const { transitions, firing } = evaluateDwell(minutes([8, 8, ...times(30, 2)]), rule, fresh);
    expect(transitions).toEqual([{ kind: "fired", atMs: 32 * minuteMs, sinceMs: 2 * minuteMs }]);
    expect(firing).toBe(true);
  });

  it("counts 3.0 GB as not below, and one good minute restarts the dwell", () => {
    expect(kinds(minutes(times(60, 3)))).toEqual([]);
    expect(kinds(minutes([...times(29, 2), 3, ...times(29, 2)]))).toEqual([]);
  });

  it("clears after 30 minutes above 3.5 GB; in between it keeps firing", () => {
    expect(kinds(minutes([...times(30, 2), ...times(120, 3.2)]))).toEqual(["fired 30"]);
    expect(kinds(minutes([...times(30, 2), ...times(30, 4)]))).toEqual(["fired 30", "cleared 60"]);
    expect(kinds(minutes([...times(30, 2), ...times(29, 4), 3.5, ...times(29, 4)]))).toEqual(["fired 30"]);
  });

  it("counts a gap as neither: it adds no time, and a gap beyond the dwell restarts it", () => {
    const before = minutes(times(20, 2));
    expect(kinds([...before, ...minutes(times(9, 2), 45)])).toEqual([]);
    expect(kinds([...before, ...minutes(times(10, 2), 45)])).toEqual(["fired 55"]);
    expect(kinds([...before, ...minutes(times(29, 2), 51)])).toEqual([]);
    const firing = { firing: true, evaluatedUntilMs: 0 };
    expect(kinds([...minutes(times(20, 4), 1), ...minutes(times(29, 4), 600)], firing)).toEqual([]);
  });

  it("still counts a run after a gap of exactly the dwell, and not after one minute more", () => {
    const before = minutes(times(29, 2));
    expect(kinds([...before, ...minutes([2], 58)])).toEqual(["fired 59"]);
    expect(kinds([...before, ...minutes([2], 59)])).toEqual([]);
  });

  it("does not judge again what was evaluated before, but counts it for the dwell", () => {
    const low = minutes(times(40, 2));
    const start = { firing: false, evaluatedUntilMs: 35 * minuteMs };
    expect(kinds(low, start)).toEqual(["fired 37"]);
    expect(kinds(minutes([...times(40, 2), ...times(5, 8)]), { ...start, evaluatedUntilMs: 42 * minuteMs })).toEqual(
      [],
    );
  });
});

describe("for any history", () => {
  it("the order in which samples come, and repetitions, change nothing", () => {
    fc.assert(
      fc.property(history, fc.boolean(), fc.infiniteStream(fc.double({ noNaN: true })), (samples, firing, keys) => {
        const start = { firing, evaluatedUntilMs: 0 };
        const shuffled = samples
          .map((sample) => ({ sample, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ sample }) => sample);
        expect(evaluateDwell([...shuffled, ...shuffled], rule, start)).toEqual(evaluateDwell(samples, rule, start));
      }),
    );
  });

  it("every transition has 30 minutes of samples on its side behind it, none on another, no gap beyond the dwell", () => {
    const occurred = new Set<string>();
    fc.assert(
      fc.property(history, fc.boolean(), (samples, firing) => {
        for (const { kind, atMs, sinceMs } of evaluateDwell(samples, rule, { firing, evaluatedUntilMs: 0 })
          .transitions) {
          occurred.add(kind);
          const run = samples.filter((sample) => sample.atMs >= sinceMs && sample.atMs < atMs);
          expect(run.length).toBeGreaterThanOrEqual(30);
          const isOnSide = (bytes: number) => (kind === "fired" ? bytes < 3 : bytes > 3.5);
          expect(run.every((sample) => isOnSide(sample.value))).toBe(true);
          const gaps = run.slice(1).map((sample, index) => sample.atMs - (run[index]?.atMs ?? 0));
          expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(rule.dwellMs);
        }
      }),
    );
    expect(occurred).toEqual(bothKinds);
  });

  it("transitions alternate, and evaluating minute by minute with restarts in between comes to the same", () => {
    const occurred = new Set<string>();
    fc.assert(
      fc.property(history, (samples) => {
        const whole = evaluateDwell(samples, rule, { firing: false, evaluatedUntilMs: 0 });
        const expected = whole.transitions.map((_, index) => (index % 2 === 0 ? "fired" : "cleared"));
        expect(whole.transitions.map(({ kind }) => kind)).toEqual(expected);
        let state = { firing: false, evaluatedUntilMs: 0 };
        const seen = [];
        for (const { kind } of whole.transitions) occurred.add(kind);
        for (const [index, { atMs }] of samples.entries()) {
          const step = evaluateDwell(samples.slice(0, index + 1), rule, state);
          seen.push(...step.transitions);
          state = { firing: step.firing, evaluatedUntilMs: atMs };
        }
        expect(seen).toEqual(whole.transitions);
      }),
      { numRuns: 50 },
    );
    expect(occurred).toEqual(bothKinds);
  });

  it("it fires as soon as 30 minutes in a row are below, and clears as soon as 30 are above", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 31, max: 60 }), fc.boolean(), (before, length, firing) => {
        const fromMinute = (before.at(-1)?.atMs ?? 0) / minuteMs + 1;
        const { transitions, firing: isFiring } = evaluateDwell(
          [...before, ...minutes(times(length, firing ? 8 : 2), fromMinute)],
          rule,
          { firing, evaluatedUntilMs: 0 },
        );
        expect(isFiring).toBe(!firing);
        expect(transitions.at(-1)?.kind).toBe(firing ? "cleared" : "fired");
      }),
    );
  });

  it("samples that are not numbers are ignored", () => {
    fc.assert(
      fc.property(history, (samples) => {
        const bad = samples.map(({ atMs }) => ({ atMs: atMs + 1, value: Number.NaN }));
        expect(evaluateDwell([...bad, ...samples], rule, fresh)).toEqual(evaluateDwell(samples, rule, fresh));
      }),
    );
  });
});
