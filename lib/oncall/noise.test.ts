import { describe, expect, it } from "vitest";
import { diagnose } from "./diagnosis/diagnose";
import type { Facts } from "./diagnosis/facts/types";
import { replayOnset, replayTraffic } from "./diagnosis/testing/noise";
import { readSightings } from "./watch/read-sightings";
import { codeOfKey, ruleOf } from "./watch/rules";
import { type Message, stepWatch, type WatchState } from "./watch/step-watch";

const everyMs = 15_000;

/** Looks at each of the facts as the watch does; what it would have told. */
function watch(all: Iterable<Facts>) {
  let state: WatchState = new Map();
  const messages: Message[] = [];
  let coloured = 0;
  let nowMs = 0;
  for (const facts of all) {
    nowMs += everyMs;
    const diagnosis = diagnose(facts);
    coloured += diagnosis.findings.filter(({ severity }) => severity !== "info").length;
    const sightings = readSightings({ diagnosis, facts }, state.keys());
    const step = stepWatch(state, { sightings, nowMs }, (key) => ruleOf(codeOfKey(key) ?? "api-down"));
    state = step.state;
    messages.push(...step.messages);
  }
  return { messages, coloured, looks: nowMs / everyMs };
}

describe("the demo's noise on a day of health", () => {
  it.each([1, 7, 42, 1234, 99_991])("changes no state and sends no message within ten minutes, seed %i", (seed) => {
    const { messages, coloured, looks } = watch(replayTraffic(seed, 10, { requestsPerSecond: 5 }));
    expect({ messages, coloured, looks }).toEqual({ messages: [], coloured: 0, looks: 40 });
  });

  it("does so in an hour as well, busy or calm", () => {
    for (const requestsPerSecond of [0.5, 5, 30]) {
      const { messages, coloured } = watch(replayTraffic(2026, 60, { requestsPerSecond }));
      expect({ messages, coloured }).toEqual({ messages: [], coloured: 0 });
    }
  });
});

describe("a true fault in the noise", () => {
  const name = "GET /api/rare/";
  /** Seconds until the page names the route, and until it does so with a colour; null when it never does. */
  function named(seed: number, perSecond: number, fails: number) {
    let seconds = 0;
    const first = { named: null as number | null, coloured: null as number | null };
    for (const facts of replayOnset(seed, name, perSecond, fails)) {
      seconds += everyMs / 1000;
      const found = diagnose(facts).findings.filter(({ subject }) => subject?.id === name);
      if (found.length > 0) first.named ??= seconds;
      if (found.some(({ severity }) => severity !== "info")) first.coloured ??= seconds;
    }
    return first;
  }
  const median = (values: (number | null)[]) =>
    values.map((value) => value ?? Number.POSITIVE_INFINITY).toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  const seeds = Array.from({ length: 101 }, (_, index) => index * 7919);

  it("5 % of a route of 0.3/s is named within two minutes, and coloured once it is no chance", () => {
    const found = seeds.map((seed) => named(seed, 0.3, 0.05));
    expect(median(found.map((one) => one.named))).toBeLessThanOrEqual(120);
    expect(median(found.map((one) => one.coloured))).toBeLessThanOrEqual(420);
  });

  it("half of all failing is coloured within two scrapes, or three where it is hardly asked", () => {
    expect(median(seeds.map((seed) => named(seed, 5, 0.5).coloured))).toBe(15);
    expect(median(seeds.map((seed) => named(seed, 0.5, 0.5).coloured))).toBeLessThanOrEqual(45);
  });
});
