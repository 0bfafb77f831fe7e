import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type BudgetService, budgetTotalBytes, composeProject, serviceBudgets } from "./budget";
import { apiServiceName } from "./contract";
import { planHistograms, planSamplingRatio, planScrapeSeconds } from "./histograms";
import { referenceRows } from "./reference";
import { collectorServices, hardSkips } from "./skips";
import { servicePlans, stack, stackHosts, stackPaths } from "./stack";
import { defaultTriggerThresholds } from "./trigger-thresholds";

/** The lines of the plan that hold its numbers and names, as they were written. */
const plan = readFileSync(path.join(import.meta.dirname, "fixtures/plan-excerpt.md"), "utf8");
const gibibyte = 1024 ** 3;
const cells = (start: string) => {
  const line = plan.split("\n").find((candidate) => candidate.startsWith(`| ${start}`));
  return (line ?? "").split("|").map((cell) => cell.trim());
};

describe("lib/plan is the plan", () => {
  it.each([
    ["VictoriaMetrics single-node", "victoriametrics", 30],
    ["Jaeger all-in-one", "jaeger", 7],
    ["Grafana OSS", "grafana", null],
  ] as [string, BudgetService, number | null][])("%s: memory, disk, retention", (row, name, days) => {
    const [, , memory, disk, retention] = cells(row);
    const { limitBytes, diskCapBytes, retentionMs } = serviceBudgets[name];
    expect(memory).toBe(`${limitBytes / 1024 ** 2} MB`);
    expect(disk).toBe(`${diskCapBytes / gibibyte} GB`);
    expect(retentionMs === null ? null : retentionMs / 86_400_000).toBe(days);
    if (days !== null) expect(retention).toContain(`${days} days`);
  });

  it("768 MB and 21 GB in all", () => {
    const [, , memory, disk] = cells("**Total**");
    expect(memory).toContain(`${budgetTotalBytes / 1024 ** 2} MB`);
    const bytes = Object.values(serviceBudgets).reduce((sum, { diskCapBytes }) => sum + diskCapBytes, 0);
    expect(disk).toBe(`**${bytes / gibibyte} GB**`);
    expect(Object.values(serviceBudgets).reduce((sum, { limitBytes }) => sum + limitBytes, 0)).toBe(budgetTotalBytes);
  });

  it("keeps what it says for as long as the stack is started with", () => {
    expect(stack.retention).toEqual({ metrics: `${30}d`, traces: `${7 * 24}h` });
  });

  it("the histograms with their labels", () => {
    const named = [...plan.matchAll(/`(\w+_duration_seconds)\{([\w,]+)\}`/g)].map(([, name, labels]) => [
      name,
      labels?.split(","),
    ]);
    expect(named).toHaveLength(4);
    const ours = planHistograms.filter(({ key }) => key !== "fcm").map(({ metric, labels }) => [metric, [...labels]]);
    expect(ours).toEqual(named);
  });

  it("the scrape, the sampling, the service", () => {
    expect(plan).toContain(`every ${planScrapeSeconds}s`);
    expect(plan).toContain(`TraceIDRatioBased(${planSamplingRatio.production})`);
    expect(plan).toContain(`otelecho.Middleware("${apiServiceName}")`);
  });

  it("hosts, ports and places", () => {
    const hosts = stackHosts();
    expect(plan).toContain(`\`${hosts.grafana}\`\`127.0.0.1:${servicePlans.grafana.ports[0]?.hostPort}\``);
    expect(plan).toContain(`\`127.0.0.1:${servicePlans.victoriametrics.ports[0]?.hostPort}\` (VictoriaMetrics`);
    expect(plan).toContain(`\`127.0.0.1:${servicePlans.jaeger.ports[0]?.hostPort}\` (OTLP`);
    expect(plan).toContain(`\`${stackPaths().home}/\``);
    expect(plan).toContain(`\`${stackPaths().token}\``);
    expect(stackPaths().home).toContain(composeProject);
    for (const name of Object.keys(serviceBudgets)) {
      expect(stackPaths().home && servicePlans[name as BudgetService].dataDir, name).toMatch(/^data\//);
    }
  });

  it("the memory trigger", () => {
    expect(plan).toContain(`below ~${defaultTriggerThresholds.memoryFireBytes / gibibyte} GB`);
  });

  it("each hard skip, with what would change it", () => {
    const rows = ["Loki / Promtail", "Mimir / VM cluster", "Pyroscope", "OTel Collector", "Any SaaS"];
    expect(rows.map((row) => cells(row).length)).toEqual(Array(rows.length).fill(4));
    expect(hardSkips).toHaveLength(rows.length);
    expect(cells("OTel Collector")[2]).toContain(`${collectorServices}+ services`);
  });

  it("each question of its quick reference", () => {
    const asked = plan.split("\n").filter((line) => /^\| (Is|Why|What|Background)/.test(line));
    expect(asked).toHaveLength(6);
    expect(referenceRows.length).toBeGreaterThanOrEqual(asked.length);
    const words = (text: string) =>
      text
        .toLowerCase()
        .replace(/[^a-z0-9 ]/g, " ")
        .split(/\s+/)
        .filter((word) => word.length > 3);
    for (const line of asked) {
      const wanted = words(line.split("|")[1] ?? "");
      const best = Math.max(
        ...referenceRows.map(
          ({ question }) => wanted.filter((word) => words(question).includes(word)).length / wanted.length,
        ),
      );
      expect(best, line).toBeGreaterThanOrEqual(0.6);
    }
  });
});
