import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";

/** Every module that writes what people read, as far as the verdict, the alerts and the lanes use it. */
const worded = [
  "@/lib/format/quantity",
  "@/lib/format/per-second",
  "@/lib/dependencies/lane-words",
  "@/lib/oncall/diagnosis/words/index",
] as const;

/** What a module exports, with every text in it and every text that it makes replaced. */
function reworded(module: Record<string, unknown>, random: () => string): Record<string, unknown> {
  const replace = (value: unknown): unknown => {
    if (typeof value === "string") return random();
    if (typeof value === "function")
      return (...args: unknown[]) => replace((value as (...all: unknown[]) => unknown)(...args));
    if (Array.isArray(value)) return value.map(replace);
    if (value !== null && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]));
    }
    return value;
  };
  return Object.fromEntries(Object.entries(module).map(([name, value]) => [name, replace(value)]));
}

/** Everything that is decided of a fault: codes, states, keys and orders, and no word. */
async function decisions() {
  const { diagnose } = await import("./diagnosis/diagnose");
  const { buildVerdict } = await import("./verdict");
  const { buildWitnesses } = await import("./witnesses");
  const { buildTiles } = await import("./tiles");
  const { readSightings } = await import("./watch/read-sightings");
  const { allFaults } = await import("./diagnosis/testing/faults");
  return allFaults.map(({ name, facts }) => {
    const diagnosis = diagnose(facts);
    const witnesses = buildWitnesses(facts, diagnosis);
    const verdict = buildVerdict({ facts, diagnosis, witnesses });
    return {
      name,
      codes: diagnosis.findings.map(({ code, severity, phase, subject }) => [code, severity, phase, subject?.id]),
      folded: diagnosis.folded.map(({ finding, because }) => [finding.code, because]),
      paths: diagnosis.paths.flatMap(({ hops }) => hops.map(({ place, health, finding }) => [place, health, finding])),
      verdict: [verdict.code, verdict.health, verdict.sinceMs],
      clauses: verdict.clauses.map(({ kind, finding, health, href }) => [kind, finding, health, href]),
      witnesses: witnesses.list.map(({ code, health }) => [code, health]),
      tiles: buildTiles({ facts, diagnosis, history: [] }).map(({ health, figure }) => [health, figure === null]),
      sightings: [...readSightings({ diagnosis, facts }, [])].map(([key, sighting]) => [
        key,
        sighting.state,
        sighting.state === "present" ? sighting.severity : null,
      ]),
    };
  });
}

afterEach(() => {
  for (const module of worded) vi.doUnmock(module);
  vi.resetModules();
});

it("decides the same however it is worded: verdict, alerts, paths, witnesses and tiles read codes", async () => {
  const before = await decisions();
  expect(before.length).toBeGreaterThan(50);
  const texts = fc.sample(fc.string({ minLength: 1, maxLength: 30 }), { numRuns: 200, seed: 12 });
  let next = 0;
  const random = () => texts[next++ % texts.length] ?? "x";
  vi.resetModules();
  for (const module of worded) {
    vi.doMock(module, async (original) => reworded(await original<Record<string, unknown>>(), random));
  }
  expect(await decisions()).toEqual(before);
  // The words were really others.
  const { describeFinding } = await import("./diagnosis/words/index");
  const { finding } = await import("./diagnosis/findings/bits");
  expect(describeFinding(finding({ code: "api-down", place: "api", severity: "bad" })).headline).not.toBe("API down");
});
