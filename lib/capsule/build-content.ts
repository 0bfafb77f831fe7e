import "server-only";
import { loadBudget } from "@/lib/budget/load-budget";
import { loadOverview } from "@/lib/oncall/load-overview";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { cleanDeep } from "./clean";
import { budgetPart, memoryChart } from "./collect/budget";
import { collectCharts } from "./collect/charts";
import { eventsPart } from "./collect/events";
import { lanesPart, tilesPart, verdictPart } from "./collect/overview";
import { alertsPart, auditPart, problemsPart, triggersPart } from "./collect/records";
import { routesPart } from "./collect/routes";
import { collectTraces, traceListPart } from "./collect/traces";
import { collectPart } from "./part";
import type { CapsuleContent } from "./schema";
import { budgetRangeCovering, type CapsuleWindow, rangeCovering } from "./window";

/** How far a capsule has come: `doing` is being collected, `done` of `of` steps are over. */
export type Progress = { done: number; of: number; doing: string };

const steps = ["the verdict and the routes", "charts", "the host and the triggers", "traces", "records"] as const;

/**
 * Collects everything that the console knows of a window. What cannot be had is marked unknown, with the reason;
 * nothing here fails as a whole. The steps follow one another, so that a capsule asks an upstream in trouble for little at once.
 */
export async function buildContent(
  window: CapsuleWindow,
  report: (progress: Progress) => void,
): Promise<CapsuleContent> {
  const lengthMs = window.endMs - window.startMs;
  const begin = (step: (typeof steps)[number]) => report({ done: steps.indexOf(step), of: steps.length, doing: step });

  begin("the verdict and the routes");
  const overview = loadOverview({ range: rangeCovering(lengthMs) });
  // Awaited by each of its parts below; a rejection in between must not count as unhandled.
  overview.catch(() => undefined);
  const metrics = "VictoriaMetrics";
  const [verdict, tiles, lanes, routes] = await Promise.all([
    collectPart("the console", async () => verdictPart(await overview)),
    collectPart(metrics, async () => tilesPart(await overview)),
    collectPart(metrics, async () => lanesPart(await overview)),
    collectPart(metrics, async () => routesPart(window, await loadThresholds())),
  ]);

  begin("charts");
  const charts = await collectCharts(window);

  begin("the host and the triggers");
  const samples = loadBudget({ range: budgetRangeCovering(lengthMs), nowMs: window.endMs });
  samples.catch(() => undefined);
  const own = "the console's own samples";
  const [budget, memory, triggers, alerts] = await Promise.all([
    collectPart(own, async () => budgetPart(await samples)),
    collectPart(own, async () => memoryChart(await samples)),
    collectPart("the console's database", triggersPart),
    collectPart("the console's database", () => alertsPart(window)),
  ]);

  begin("traces");
  const failed = await traceListPart("failed", window);
  const slow = await traceListPart("slow", window);
  const traces = await collectTraces(failed, slow);

  begin("records");
  const [problems, audit, events] = await Promise.all([
    collectPart("Jaeger's traces", () => problemsPart(window)),
    collectPart("the audit log", () => auditPart(window)),
    collectPart("the timeline", () => eventsPart(window)),
  ]);

  const content: CapsuleContent = {
    format: "honeydue-capsule",
    version: 1,
    frozenAtMs: Date.now(),
    window,
    verdict,
    tiles,
    routes,
    lanes,
    charts: [...charts, { title: "Memory of the stack", part: memory }],
    budget,
    triggers,
    alerts,
    problems,
    failed,
    slow,
    traces,
    audit,
    events,
  };
  return cleanDeep(content);
}
