import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { writeAroundRegions, writeRegion } from "./write-region.mjs";

test("each benchmark replaces only its own part of the report", () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "obs-report-")), "BENCHMARKS.md");
  writeFileSync(file, "# Benchmarks\n\nThe page.\n");
  writeRegion(file, "gate", "## Gate\n\nold");
  writeRegion(file, "soak", "## Soak");
  writeRegion(file, "gate", "## Gate\n\nnew");
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(/^# Benchmarks\n\nThe page\.\n\n<!-- bench: gate -->\n## Gate\n\nnew\n<!-- end: gate -->/);
  expect(text).not.toContain("old");
  writeAroundRegions(file, "# Benchmarks\n\nThe page, measured again.");
  const again = readFileSync(file, "utf8");
  expect(again).toContain("measured again");
  expect(again.match(/## \w+/g)).toEqual(["## Gate", "## Soak"]);
  expect(again).not.toContain("The page.\n");
});
