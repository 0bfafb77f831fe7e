import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { countHostile, hostileParts, summarizeHostile } from "./count-hostile.mjs";

const directory = mkdtempSync(path.join(tmpdir(), "obs-counts-"));
const file = path.join(directory, "counts.jsonl");
beforeAll(() => vi.stubEnv("OBS_HOSTILE_COUNTS", file));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

test("counts are added up by part; a second try counts once, and what is missing or too few is said", () => {
  for (const part of hostileParts) countHostile(part, "texts", 29);
  countHostile("gate", "texts", 30);
  const told = readFileSync(file, "utf8");
  expect(summarizeHostile(told)).toEqual({
    line: expect.stringMatching(/^291 hostile inputs: sign-in 29, actions 29, APIs 29, gate 30, /),
    problem: "fewer than 300 hostile inputs",
  });
  countHostile("gate", "paths", 9);
  expect(summarizeHostile(readFileSync(file, "utf8")).problem).toBeNull();
  const withoutDocker = told.replaceAll(
    '"part":"Docker","what":"texts","count":29',
    '"part":"Docker","what":"texts","count":0',
  );
  expect(summarizeHostile(withoutDocker).problem).toBe("no hostile input was given to: Docker");
  expect(summarizeHostile("").problem).toContain("sign-in, actions, APIs");
});
