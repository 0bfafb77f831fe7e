import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateToken } from "@/lib/tokens/format";
import { obtainGoTool } from "./obtain-go-tool.mjs";

const config = path.resolve(import.meta.dirname, "../../deploy/gitleaks.toml");
let gitleaks = "";
let dir = "";

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), "obs-leaks-"));
  gitleaks = await obtainGoTool("gitleaks");
}, 600_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The rules that a text sets off. */
function rulesFor(text: string): string[] {
  const source = path.join(dir, "sample.txt");
  const report = path.join(dir, "report.json");
  writeFileSync(source, text);
  const args = [
    "dir",
    source,
    "--config",
    config,
    "--report-path",
    report,
    "--report-format",
    "json",
    "--exit-code",
    "0",
  ];
  const run = spawnSync(gitleaks, [...args, "--no-banner"]);
  expect(run.stderr.toString()).not.toContain("ERR");
  const findings = JSON.parse(spawnSync("cat", [report]).stdout.toString()) as { RuleID: string; Secret: string }[];
  const own = findings.filter(({ RuleID }) => RuleID === "honeydue-obs-ingest-token");
  // gitleaks also looks at what a text means decoded, and so finds some twice.
  return [...new Set(own.map(({ Secret }) => Secret))];
}

const { token } = generateToken();

test.each([
  `OBS_INGEST_TOKEN=${token}`,
  `{"token":"${token}"}`,
  `Authorization: Bearer ${token}\n`,
  `-p '{"stringData":{"OBS_INGEST_TOKEN":"${token}"}}'`,
  `headers=authorization=Bearer%20${token}`,
  `see ${token}.`,
  token,
])("finds the token in %s", (text) => {
  expect(rulesFor(text)).toEqual([token]);
});

test("finds each of 200 tokens", () => {
  const tokens = Array.from({ length: 200 }, () => generateToken().token);
  expect(rulesFor(tokens.join("\n")).sort()).toEqual(tokens.sort());
});

test.each([
  "hdobs_Ab3xK9mPq2...",
  `hdobs_${"x".repeat(49)}`,
  `${token}A`,
  token.slice(0, -1),
  token.replace("hdobs_", "hdobz_"),
  "the prefix is hdobs_ and 49 characters follow",
])("does not take %s for one", (text) => {
  expect(rulesFor(text)).toEqual([]);
});
