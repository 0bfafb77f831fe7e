import type { Health } from "@/lib/measured";
import type { VerifyReport } from "./report";
import { tellOutcome } from "./tell-outcome";
import { type CheckPlace, checkPlaces, type Outcome } from "./types";

/** After this a report says how things were, not how they are: nothing in it is shown as ok. */
export const reportFreshMs = 24 * 3600_000;

export type CheckRow = {
  name: string;
  title: string;
  health: Health;
  durationMs: number;
  /** What is not ok, in words. */
  faults: { text: string; next: string | null }[];
  wellCount: number;
};
export type VerifyView = {
  health: Health;
  isStale: boolean;
  counts: Record<Outcome["state"], number>;
  places: { place: CheckPlace; rows: CheckRow[] }[];
};

/** "failed" if anything is, else "unknown" if anything is or nothing was looked at, else "ok". */
export function stateOf(outcomes: readonly Outcome[]): Outcome["state"] {
  if (outcomes.some(({ state }) => state === "failed")) return "failed";
  return outcomes.length === 0 || outcomes.some(({ state }) => state === "unknown") ? "unknown" : "ok";
}

const healthOf = { ok: "ok", failed: "bad", unknown: "unknown" } as const;

/**
 * A report as the page shows it: what is wrong first, within each place. In an old report, what was ok is "unknown".
 */
export function viewReport(report: VerifyReport, nowMs: number): VerifyView {
  const isStale = nowMs - report.finishedAtMs > reportFreshMs;
  const counts = { ok: 0, failed: 0, unknown: 0 };
  const rows = report.checks.map(({ place, name, title, durationMs, outcomes }) => {
    const state = stateOf(outcomes);
    counts[state] += 1;
    const faults = outcomes
      .filter((outcome) => outcome.state !== "ok")
      .map((outcome) => {
        const { what, next } = tellOutcome(outcome);
        return { text: what, next };
      });
    const health: Health = isStale && state === "ok" ? "unknown" : healthOf[state];
    return { place, row: { name, title, health, durationMs, faults, wellCount: outcomes.length - faults.length } };
  });
  const order: Health[] = ["bad", "unknown", "ok"];
  const places = checkPlaces
    .map((place) => ({
      place,
      rows: rows
        .filter((one) => one.place === place)
        .map(({ row }) => row)
        .toSorted((a, b) => order.indexOf(a.health) - order.indexOf(b.health)),
    }))
    .filter((one) => one.rows.length > 0);
  const worst = counts.failed > 0 ? "bad" : counts.unknown > 0 || isStale || rows.length === 0 ? "unknown" : "ok";
  return { health: worst, isStale, counts, places };
}
