import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "./rules";
import { type Message, resumed, type Sighting, stepWatch, type WatchState } from "./step-watch";

const everyMs = 15_000;
const rule: Rule = { raiseAfterMs: 30_000, clearAfterMs: 60_000 };
const sightings: Record<string, Sighting> = {
  a: { state: "absent" },
  u: { state: "unknown" },
  w: { state: "present", severity: "warn", title: "34 %", text: "x", href: "/" },
  b: { state: "present", severity: "bad", title: "100 %", text: "y", href: "/" },
};
type Told = Message & { look: number };

/** Each letter a look, one every 15 s: absent, unknown, warn, bad. */
function watch(letters: string, { from, own = rule }: { from?: WatchState; own?: Rule } = {}): Told[] {
  let state: WatchState = from ?? new Map();
  return [...letters].flatMap((letter, look) => {
    const seen = new Map([["f", sightings[letter] ?? { state: "absent" as const }]]);
    const step = stepWatch(state, { sightings: seen, nowMs: look * everyMs }, () => own);
    state = step.state;
    return step.messages.map((message) => ({ ...message, look }));
  });
}
const kinds = (told: Told[]) => told.map(({ kind, look }) => `${kind} ${look}`);

describe("stepWatch", () => {
  it.each([
    ["nothing for what lasts one look", "abaaa", []],
    ["nothing for what comes and goes", "babababa", []],
    ["of what lasts for its dwell", "abbb", ["raise 3"]],
    ["of what is unknown in between only once it lasted without a break", "abubbb", ["raise 5"]],
    ["nothing new while it cannot be judged", "bbbuuuuuuuuu", ["raise 2"]],
    ["of the end that is seen after a time in which nothing could be judged", "bbbuuuaaaaa", ["raise 2", "resolve 10"]],
  ])("tells %s", (_label, letters, expected) => expect(kinds(watch(letters))).toEqual(expected));

  it("renews its words while it lasts, so that title and figures are of the present", () => {
    const told = watch("wwwbw");
    expect(told.map((message) => (message.kind === "raise" ? message.title : ""))).toEqual(["34 %", "100 %", "34 %"]);
    expect(told.map((message) => (message.kind === "raise" ? message.severity : ""))).toEqual(["warn", "bad", "warn"]);
  });

  it("calls it over once it was absent for its dwell, dated at the last time it was seen", () => {
    const over = watch("bbbaaaaaaa").filter(({ kind }) => kind === "resolve");
    expect(over).toMatchObject([{ look: 7, atMs: 2 * everyMs, title: "100 %" }]);
    expect(watch("bbbaaabaaauaaa").filter(({ kind }) => kind === "resolve")).toEqual([]);
  });

  it("keeps an earlier process's alert open until it sees that the finding is over", () => {
    const from = resumed(["f"], 0);
    expect(kinds(watch("uuuuuuuu", { from }))).toEqual([]);
    expect(kinds(watch("aaaaaa", { from }))).toEqual(["resolve 4"]);
    // Still there: its words are renewed at once, and no message is sent again (raiseAlert sees to that).
    expect(kinds(watch("b", { from }))).toEqual(["raise 0"]);
  });

  it("ends nothing that a look does not mention, and keeps nothing of what is calm", () => {
    const silent = { sightings: new Map<string, Sighting>(), nowMs: 0 };
    const told = stepWatch(resumed(["f"], 0), silent, () => ({ raiseAfterMs: 0, clearAfterMs: 0 }));
    expect(told.messages).toEqual([]);
    expect([...told.state.keys()]).toEqual(["f"]);
    const calm = new Map<string, Sighting>([["f", { state: "absent" }]]);
    expect(stepWatch(new Map(), { sightings: calm, nowMs: 0 }, () => rule).state.size).toBe(0);
  });

  it("raises nothing for what has no dwell, and forgets at once what nobody can see any more", () => {
    expect(watch("bbbbbbbbbb", { own: { raiseAfterMs: null, clearAfterMs: 0 } })).toEqual([]);
    const from = resumed(["f"], 0);
    expect(kinds(watch("a", { from, own: { raiseAfterMs: null, clearAfterMs: 0 } }))).toEqual(["resolve 0"]);
  });

  it("opens before it closes, closes once, and never dates an end after it was seen to be over", () => {
    const stretch = fc.tuple(fc.constantFrom("a", "u", "w", "b"), fc.integer({ min: 1, max: 12 }));
    const history = fc.array(stretch, { minLength: 2, maxLength: 12, size: "max" });
    let closed = 0;
    fc.assert(
      fc.property(history, (stretches) => {
        const letters = stretches.map(([letter, length]) => letter.repeat(length)).join("");
        let isOpen = false;
        for (const message of watch(letters)) {
          if (message.kind === "raise") isOpen = true;
          else {
            expect(isOpen).toBe(true);
            isOpen = false;
            closed += 1;
            expect("wb").toContain(letters[message.atMs / everyMs] ?? "?");
            expect(message.look * everyMs - message.atMs).toBeGreaterThanOrEqual(rule.clearAfterMs);
          }
        }
        expect(letters.length).toBeGreaterThan(0);
      }),
    );
    expect(closed).toBeGreaterThan(10);
  });
});
