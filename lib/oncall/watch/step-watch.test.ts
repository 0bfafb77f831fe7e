import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ConditionName,
  conditionNames,
  type Rule,
  type Sighting,
  type Sightings,
  rules as standard,
} from "./conditions";
import { initialWatch, type Message, stepWatch } from "./step-watch";

const absent: Sighting = { state: "absent", text: "over" };
const unknown: Sighting = { state: "unknown" };
const present = (severity: "warn" | "bad" = "bad"): Sighting => ({
  state: "present",
  severity,
  title: "t",
  text: "x",
  href: "/",
});
const all = (sighting: Sighting, changes: Partial<Sightings> = {}): Sightings => ({
  ...(Object.fromEntries(conditionNames.map((name) => [name, sighting])) as Sightings),
  ...changes,
});
const lookEveryMs = 15_000;

/** Runs looks one after the other, 15 s apart; returns what was told, with the number of the look. */
function watch(looks: readonly Sightings[], rules: Record<ConditionName, Rule> = standard) {
  let state = initialWatch();
  const told: (Message & { look: number })[] = [];
  looks.forEach((sightings, look) => {
    const step = stepWatch(state, sightings, rules, look * lookEveryMs);
    state = step.state;
    told.push(...step.messages.map((message) => ({ ...message, look })));
  });
  return told;
}
const repeat = (count: number, sightings: Sightings) => Array.from({ length: count }, () => sightings);
const settled = repeat(20, all(absent));
const words = (told: readonly Message[]) => told.map(({ kind, condition }) => `${kind} ${condition}`);
/** After a start each condition is called over once, for what an earlier process may have told. */
const afterStart = (looks: readonly Sightings[]) =>
  watch([...settled, ...looks]).filter(({ look }) => look >= settled.length);

describe("stepWatch", () => {
  it("tells of a dead API once, after its dwell, and once when it is back", () => {
    const told = afterStart([...repeat(40, all(absent, { "api-down": present() })), ...repeat(20, all(absent))]);
    expect(words(told)).toEqual(["raise api-down", "resolve api-down"]);
    expect((told[0]?.look ?? 0) - settled.length).toBe(2);
    expect((told[1]?.look ?? 0) - settled.length).toBe(44);
  });

  it("says nothing of what is over before its dwell", () => {
    const flap = [all(absent, { "api-down": present() }), all(absent, { "api-down": present() }), all(absent)];
    expect(afterStart(Array.from({ length: 20 }, () => flap).flat())).toEqual([]);
  });

  it("keeps one incident open through flapping", () => {
    const flapping = [all(absent, { errors: present() }), all(absent)];
    const looks = [
      ...repeat(6, all(absent, { errors: present() })),
      ...Array.from({ length: 20 }, () => flapping).flat(),
    ];
    expect(words(afterStart([...looks, ...repeat(20, all(absent))]))).toEqual(["raise errors", "resolve errors"]);
  });

  it("tells again only when it got worse", () => {
    const looks = [
      ...repeat(10, all(absent, { slow: present("warn") })),
      ...repeat(10, all(absent, { slow: present("bad") })),
      ...repeat(10, all(absent, { slow: present("warn") })),
    ];
    expect(afterStart(looks).map((message) => message.kind === "raise" && message.severity)).toEqual(["warn", "bad"]);
  });

  it("pages once, not for every panel, when VictoriaMetrics is down", () => {
    const down = all(unknown, { "blind-metrics": present("warn"), "api-down": absent, "traces-path": absent });
    expect(words(afterStart([...repeat(40, down), ...repeat(20, all(absent))]))).toEqual([
      "raise blind-metrics",
      "resolve blind-metrics",
    ]);
  });

  it("does not call an incident over while nobody can tell", () => {
    const blind = all(unknown, { "blind-metrics": present("warn") });
    const looks = [...repeat(10, all(absent, { errors: present() })), ...repeat(40, blind)];
    expect(words(afterStart(looks))).toEqual(["raise errors", "raise blind-metrics"]);
  });

  it("holds the consequences of a dead API back", () => {
    const everything = all(present(), { "blind-metrics": absent, "blind-traces": absent });
    expect(words(afterStart(repeat(40, everything)))).toEqual(["raise api-down"]);
  });

  it("does not blame a dependency beside the failing requests that it causes, but tells of pushes, which fail none", () => {
    const looks = repeat(40, all(absent, { errors: present(), b2: present(), push: present() }));
    expect(words(afterStart(looks))).toEqual(["raise errors", "raise push"]);
  });

  it("calls over what an earlier process told of, and takes up what still is", () => {
    const told = words(watch(repeat(20, all(absent, { errors: present() }))));
    expect(told.filter((text) => text.endsWith("errors"))).toEqual(["raise errors"]);
    expect(told).toContain("resolve api-down");
  });
});

describe("whatever is seen", () => {
  const sighting = fc.constantFrom(absent, unknown, present("warn"), present("bad"));
  const look = fc.record(
    Object.fromEntries(conditionNames.map((name) => [name, sighting])) as Record<ConditionName, typeof sighting>,
  );
  /** Stretches of equal looks, so that dwells are reached. */
  const looks = fc
    .array(fc.tuple(look, fc.integer({ min: 1, max: 25 })), { maxLength: 8 })
    .map((stretches) => stretches.flatMap(([sightings, count]) => repeat(count, sightings)));

  it("an incident is opened, perhaps worsened once, and closed, in that order", () => {
    fc.assert(
      fc.property(looks, (seen) => {
        for (const name of conditionNames) {
          const told = watch([...settled, ...seen]).filter((message) => message.condition === name);
          let open: string | null = null;
          for (const message of told.slice(1)) {
            if (message.kind === "resolve") {
              expect(open).not.toBeNull();
              open = null;
            } else {
              expect(open === null || (open === "warn" && message.severity === "bad")).toBe(true);
              open = message.severity;
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("nothing is told that was not seen, unbroken, for its whole dwell", () => {
    fc.assert(
      fc.property(looks, (seen) => {
        for (const message of watch(seen)) {
          const rule = standard[message.condition];
          const dwellMs = message.kind === "raise" ? rule.raiseAfterMs : rule.clearAfterMs;
          const wanted = message.kind === "raise" ? "present" : "absent";
          const first = message.look - Math.ceil(dwellMs / lookEveryMs);
          const isWorse = message.kind === "raise" && first < 0;
          expect(isWorse).toBe(false);
          expect(seen[message.look]?.[message.condition].state).toBe(wanted);
          if (message.kind === "resolve") {
            const stretch = seen.slice(first, message.look + 1);
            expect(stretch.every((sightings) => sightings[message.condition].state === "absent")).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("what lasts alone is told of within its dwell and one look", () => {
    fc.assert(
      fc.property(fc.constantFrom(...conditionNames), (name) => {
        const [first] = afterStart(repeat(40, all(absent, { [name]: present() })));
        const lookCount = Math.ceil(standard[name].raiseAfterMs / lookEveryMs);
        expect(first?.condition).toBe(name);
        expect((first?.look ?? 0) - settled.length).toBe(lookCount);
      }),
    );
  });
});
