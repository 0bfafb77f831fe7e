import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { apiJob, consoleJob, vmagentJob } from "@/lib/plan/contract";
import { scrapeConfig, scrapeJobs, writeTargets } from "./write-scrape-config.mjs";

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
  writeTargets(file, []);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([]);
});
