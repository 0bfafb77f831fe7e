import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeRotation, type RotationFacts, silenceMsMin } from "./judge-rotation";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const startedAtMs = Date.UTC(2026, 10, 25, 12);

/** All whole minutes from the start to `nowMs`. */
const everyMinute = (nowMs: number) =>
  new Set(Array.from({ length: Math.ceil((nowMs - startedAtMs) / minuteMs) }, (_, at) => startedAtMs + at * minuteMs));

function facts(change: Partial<RotationFacts>): RotationFacts {
  const nowMs = change.nowMs ?? startedAtMs + hourMs;
  const old = { key: "a", label: "a", lastAtMs: startedAtMs, longestGapMs: minuteMs };
  return {
    startedAtMs,
    endsAtMs: startedAtMs + 7 * 24 * hourMs,
    nowMs,
    oldSources: [old],
    newKeys: new Set(["a"]),
    provenMinutesMs: everyMinute(nowMs),
    ...change,
  };
}

const source = fc.record({
  key: fc.constantFrom("a", "b", "c", "d"),
  lastAtMs: fc.integer({ min: -120, max: 120 }).map((minutes) => startedAtMs + minutes * minuteMs),
  longestGapMs: fc.option(fc.integer({ min: 1, max: 60 }).map((minutes) => minutes * minuteMs)),
});
const anyFacts = fc
  .record({
    nowMs: fc.integer({ min: 0, max: 600 }).map((minutes) => startedAtMs + minutes * minuteMs),
    sources: fc.uniqueArray(source, { selector: ({ key }) => key }),
    newKeys: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e")),
    proven: fc.array(fc.integer({ min: 0, max: 600 })),
    isProvenThroughout: fc.boolean(),
  })
  .map(({ nowMs, sources, newKeys, proven, isProvenThroughout }) =>
    facts({
      nowMs,
      oldSources: sources.map((entry) => ({ ...entry, label: entry.key })),
      newKeys: new Set(newKeys),
      provenMinutesMs: isProvenThroughout
        ? everyMinute(nowMs)
        : new Set(proven.map((at) => startedAtMs + at * minuteMs)),
    }),
  );

describe("the end of a rotation", () => {
  it("needs every source on the new token", () => {
    let ended = 0;
    fc.assert(
      fc.property(anyFacts, (given) => {
        if (judgeRotation(given).end !== "evidence") return;
        ended += 1;
        expect(given.oldSources.every(({ key }) => given.newKeys.has(key))).toBe(true);
        expect(given.newKeys.size).toBeGreaterThan(0);
      }),
    );
    expect(ended).toBeGreaterThan(0);
  });

  it("never comes within 10 minutes of the old token's last use, nor within three of its gaps", () => {
    let ended = 0;
    fc.assert(
      fc.property(anyFacts, (given) => {
        if (judgeRotation(given).end !== "evidence") return;
        for (const { lastAtMs, longestGapMs } of given.oldSources) {
          ended += 1;
          const silenceMs = given.nowMs - lastAtMs;
          expect(silenceMs).toBeGreaterThanOrEqual(Math.max(silenceMsMin, 3 * (longestGapMs ?? 0)));
        }
      }),
    );
    expect(ended).toBeGreaterThan(0);
  });

  it("never comes by evidence while the gate's log is silent", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        expect(judgeRotation({ ...given, provenMinutesMs: new Set() }).end).not.toBe("evidence");
      }),
    );
  });

  it("once proven stays proven as time passes without use", () => {
    let ended = 0;
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 1, max: 600 }), (given, minutes) => {
        if (judgeRotation(given).end !== "evidence") return;
        ended += 1;
        expect(judgeRotation({ ...given, nowMs: given.nowMs + minutes * minuteMs }).end).not.toBeNull();
      }),
    );
    expect(ended).toBeGreaterThan(0);
  });

  it("comes at the upper bound whatever is known", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        expect(judgeRotation({ ...given, endsAtMs: given.nowMs }).end).toBe("bound");
      }),
    );
  });
});

describe("silence", () => {
  const oldAt = (minutes: number, longestGapMs: number | null = minuteMs) => [
    { key: "a", label: "a", lastAtMs: startedAtMs + minutes * minuteMs + 30_000, longestGapMs },
  ];

  it("of 10 whole proven minutes is enough for a source that sends every minute", () => {
    const at = (minutes: number) =>
      judgeRotation(facts({ oldSources: oldAt(5), nowMs: startedAtMs + minutes * minuteMs })).end;
    expect(at(15)).toBeNull();
    expect(at(16)).toBe("evidence");
  });

  it("of a source that sends every 20 minutes takes an hour", () => {
    const at = (minutes: number) =>
      judgeRotation(facts({ oldSources: oldAt(0, 20 * minuteMs), nowMs: startedAtMs + minutes * minuteMs })).end;
    expect(at(60)).toBeNull();
    expect(at(61)).toBe("evidence");
  });

  it("does not count the minute that is not over, nor that of the last use, however late within them", () => {
    const at = (ms: number, lastAtMs = startedAtMs + 5 * minuteMs) =>
      judgeRotation(
        facts({
          oldSources: [{ key: "a", label: "a", lastAtMs, longestGapMs: minuteMs }],
          nowMs: startedAtMs + ms,
          provenMinutesMs: everyMinute(startedAtMs + 60 * minuteMs),
        }),
      );
    // Used at minute 5.0: minutes 6 to 15 are ten; the tenth has not proven anything until it is over.
    expect(at(16 * minuteMs - 1)).toMatchObject({ end: null, sources: [{ silentMs: 9 * minuteMs }] });
    expect(at(16 * minuteMs)).toMatchObject({ end: "evidence", sources: [{ silentMs: 10 * minuteMs }] });
    const late = startedAtMs + 6 * minuteMs - 1;
    expect(at(16 * minuteMs - 1, late).end).toBeNull();
    expect(at(16 * minuteMs, late).end).toBe("evidence");
  });

  it("does not count minutes in which the feed did not prove itself", () => {
    const nowMs = startedAtMs + 30 * minuteMs;
    const half = new Set([...everyMinute(nowMs)].filter((_, at) => at % 4 === 0));
    const { end, sources } = judgeRotation(facts({ nowMs, oldSources: oldAt(0), provenMinutesMs: half }));
    expect(end).toBeNull();
    expect(sources[0]).toMatchObject({ silentMs: 7 * minuteMs, neededMs: 10 * minuteMs, isDone: false });
  });

  it("of an old token that nobody used needs a first use of the new one", () => {
    expect(judgeRotation(facts({ oldSources: [], newKeys: new Set() })).end).toBeNull();
    expect(judgeRotation(facts({ oldSources: [] })).end).toBe("evidence");
    // The minute of the start is not whole: ten after it.
    const unused = (minutes: number) =>
      judgeRotation(facts({ oldSources: [], nowMs: startedAtMs + minutes * minuteMs }));
    expect([unused(10).end, unused(11).end]).toEqual([null, "evidence"]);
  });
});
