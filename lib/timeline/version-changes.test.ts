import { expect, it } from "vitest";
import { type Sighting, versionChanges } from "./version-changes";

const seen = (text: string): Sighting[] =>
  text
    .split(" ")
    .flatMap((versions, stretch) =>
      [...versions]
        .filter((version) => version !== "-")
        .map((version, index) => ({ version, stretch, atMs: stretch * 600_000 + index })),
    );
/** Each letter a version, each word a stretch. */
const changes = (text: string) =>
  versionChanges(seen(text)).map(({ version, atMs }) => `${version}${Math.floor(atMs / 600_000)}`);

it.each([
  ["a a a", []],
  ["a ab b b", ["b1"]],
  ["a ab ab ab b", ["b1"]],
  // Stretches without traces say nothing.
  ["a - - - - - a", []],
  ["a - - - b", ["b4"]],
  // A rollback, once the old one was gone for a while.
  ["a b b b b a", ["b1", "a5"]],
  // What ran first is not a change: nobody knows what was before.
  ["ab ab", []],
  ["- -", []],
])("%s arrives %j", (text, expected) => expect(changes(text)).toEqual(expected));

it("names what ran before", () => {
  expect(versionChanges(seen("a b"))).toEqual([{ version: "b", before: ["a"], atMs: 600_000 }]);
});
