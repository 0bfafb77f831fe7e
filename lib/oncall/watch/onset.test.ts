import { expect, it } from "vitest";
import { conditionNames, type Sighting, type Sightings } from "./conditions";
import { type Onsets, onsetOf, stepOnsets } from "./onset";

const sightings: Record<string, Sighting> = {
  a: { state: "absent", text: "" },
  u: { state: "unknown" },
  p: { state: "present", severity: "bad", title: "t", text: "x", href: "/" },
};
const look = (changes: Partial<Record<keyof Sightings, string>>): Sightings =>
  Object.fromEntries(conditionNames.map((name) => [name, sightings[changes[name] ?? "a"]])) as Sightings;
/** Each letter a look at errors, one a second. */
const after = (letters: string, also = ""): Onsets =>
  [...letters].reduce<Onsets>(
    (onsets, letter, second) => stepOnsets(onsets, look({ errors: letter, slow: also[second] ?? "a" }), second * 1000),
    {},
  );

it.each([
  ["aap", 2000],
  ["aappp", 2000],
  ["aapup", 2000],
  ["aapap", 4000],
  // There at the first look: it may be hours old.
  ["ppp", null],
  // Began while nobody could look.
  ["auup", null],
  ["aapa", null],
  ["aaa", null],
])("%s began at %s", (letters, expected) => expect(onsetOf(after(letters))).toBe(expected));

it("of several the first counts, and one of unknown age makes it unknown", () => {
  expect(onsetOf(after("aaapp", "aappp"))).toBe(2000);
  expect(onsetOf(after("aaap", "pppp"))).toBeNull();
});

it("a silent path is not the requests' trouble", () => {
  const calm = stepOnsets({}, look({}), 0);
  expect(onsetOf(stepOnsets(calm, look({ "traces-path": "p", "blind-traces": "p" }), 1000))).toBeNull();
});
