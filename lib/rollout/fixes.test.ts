import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { checkCodes } from "@/lib/plan/rollout-steps";
import { fixes } from "./fixes";

const root = path.resolve(import.meta.dirname, "../..");
/** Without indentation and alignment, which differ by where the lines stand. */
const plain = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .join("\n");
const files = checkCodes.flatMap((code) => {
  const fix = fixes[code];
  return fix?.where.startsWith("deploy/honeydue/") ? [{ code, fix }] : [];
});

describe("fixes", () => {
  it("exist for every check that somebody can mend by pasting", () => {
    const without = checkCodes.filter((code) => !fixes[code]);
    expect(without).toEqual(["red-dashboard", "legacy-metrics", "exporter-losses"]);
  });

  it.each(files)("$code stands in a file that is compiled", ({ fix }) => {
    expect(plain(readFileSync(path.join(root, fix.where), "utf8"))).toContain(plain(fix.text));
  });

  it("are taken from such files where there is one", () => {
    expect(files.length).toBeGreaterThanOrEqual(9);
  });
});
