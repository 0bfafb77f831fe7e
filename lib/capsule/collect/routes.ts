import "server-only";
import { loadComparison } from "@/lib/oncall/load-comparison";
import type { Thresholds } from "@/lib/plan/thresholds";
import { loadRedAnswers } from "@/lib/red/load-red-answers";
import { buildRedTable } from "@/lib/red/red-table";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { partOfMeasured } from "../part";
import type { Part, ValueOf } from "../schema";
import type { CapsuleWindow } from "../window";

const rowsMax = 200;

/** The RED table of exactly the window: what needs attention first, then by the time spent. */
export async function routesPart(
  { startMs, endMs }: CapsuleWindow,
  thresholds: Thresholds,
): Promise<Part<ValueOf<"routes">>> {
  const intervalSeconds = env().OBS_SCRAPE_INTERVAL_SECONDS;
  const seconds = Math.round((endMs - startMs) / 1000);
  // A window that ends now asks what the pages ask, and shares their answers.
  const at = { atMs: endMs < Date.now() - intervalSeconds * 1000 ? endMs : undefined };
  const measured = await measure(async () => {
    const [answers, compared] = await Promise.all([
      loadRedAnswers(seconds, { thresholds, intervalSeconds, ...at }),
      loadComparison(seconds, at),
    ]);
    const rows = buildRedTable({ ...answers, sparklines: [], comparison: compared.data });
    return rows.length === 0 ? null : { value: { rows, comparison: compared.comparison.label }, sampledAtMs: endMs };
  });
  return partOfMeasured(measured, "VictoriaMetrics", ({ rows, comparison }) => {
    const isFine = (row: (typeof rows)[number]) => Number(row.health === "ok" || row.health === "unknown");
    const sorted = rows.toSorted((a, b) => isFine(a) - isFine(b));
    return {
      comparison,
      leftOut: Math.max(0, rows.length - rowsMax),
      rows: sorted.slice(0, rowsMax).map((row) => ({
        name: row.name,
        requests: row.requests,
        ratePerSecond: row.ratePerSecond,
        errors: row.errors,
        errorRatio: row.errorRatio,
        p50Ms: row.p50Ms,
        p95Ms: row.p95Ms,
        p99Ms: row.p99Ms,
        impactShare: row.impactShare,
        earlierP95Ms: row.comparison?.p95Ms ?? null,
        health: row.health,
        reasons: row.reasons,
      })),
    };
  });
}
