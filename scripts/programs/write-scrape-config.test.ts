import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { apiJob, consoleJob, vmagentJob } from "@/lib/plan/contract";
import { internalSecretFile } from "../setup/internal-secret-file.mjs";
import { consoleScrapeConfig, scrapeConfig, scrapeJobs, writeTargets } from "./write-scrape-config.mjs";

test("the jobs are those that the console asks for", () => {
  expect(scrapeJobs).toEqual({ api: apiJob, vmagent: vmagentJob, console: consoleJob });
});

test("the scrape timeout never exceeds the interval", () => {
  const options = { targetsFile: "/t.json", ownAddress: "127.0.0.1:1" };
  expect(scrapeConfig({ ...options, scrapeIntervalSeconds: 1 })).toContain("scrape_timeout: 1s");
  expect(scrapeConfig({ ...options, scrapeIntervalSeconds: 15 })).toContain("scrape_timeout: 10s");
});

test("no targets is an empty list, not a group without targets", () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "obs-targets-")), "targets.json");
  writeTargets(file, ["127.0.0.1:8000"]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([{ targets: ["127.0.0.1:8000"] }]);
  writeTargets(file, ["127.0.0.1:8000", { address: "127.0.0.1:9000", pod: "api-2" }]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([
    { targets: ["127.0.0.1:8000"] },
    { targets: ["127.0.0.1:9000"], labels: { pod: "api-2" } },
  ]);
  writeTargets(file, []);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([]);
});

test("the console's scrape takes its secret from a file, so that it stands in no configuration", () => {
  const dir = mkdtempSync(path.join(tmpdir(), "obs-secret-"));
  const secretFile = internalSecretFile({ dataDir: dir });
  const config = consoleScrapeConfig({ scrapeIntervalSeconds: 15, internalAddress: "127.0.0.1:3101", secretFile });
  expect(config).toContain(`credentials_file: "${secretFile}"`);
  expect(config).not.toContain(readFileSync(secretFile, "utf8"));
  expect(statSync(secretFile).mode & 0o777).toBe(0o600);
});

test("a given secret of the internal port wins, and a generated one is kept", () => {
  const dir = mkdtempSync(path.join(tmpdir(), "obs-secret-"));
  const own = internalSecretFile({ dataDir: dir });
  const secret = readFileSync(own, "utf8");
  const given = internalSecretFile({ dataDir: dir, given: "g".repeat(40) });
  expect([readFileSync(given, "utf8"), statSync(given).mode & 0o777]).toEqual(["g".repeat(40), 0o600]);
  expect(readFileSync(internalSecretFile({ dataDir: dir }), "utf8")).toBe(secret);
});
