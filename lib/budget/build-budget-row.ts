import "server-only";
import { hasDocker } from "@/lib/docker/client";
import { budgetServices, serviceBudgets } from "@/lib/plan/budget";
import type { loadContainerHistory } from "@/lib/resources/container-events";
import type { LiveState } from "@/lib/resources/live-state";
import { pointsOf, type Samples } from "@/lib/resources/load-samples";
import { programTitles } from "@/lib/resources/program-titles";
import type { loadRetention } from "@/lib/resources/retention/load-retention";
import type { ProgramSubject } from "@/lib/resources/sample-types";
import type { OomKill } from "@/lib/resources/types";
import { env } from "@/lib/runtime/env";
import type { BudgetRow, DiskNow, MemoryNow, RetentionNow } from "./budget-types";
import { whyMissing } from "./budget-words";
import { judgeRow } from "./judge-row";
import { timeToFull } from "./time-to-full";

/** What is known of all programs when one row is built: samples of the range, of the last hour and of a week. */
export type BudgetRowFacts = {
  nowMs: number;
  state: LiveState;
  ranged: Samples;
  hour: Samples;
  week: Samples;
  kills: readonly OomKill[];
  history: Awaited<ReturnType<typeof loadContainerHistory>>;
  probes: Record<"victoriametrics" | "jaeger", Awaited<ReturnType<typeof loadRetention>>>;
};

/** Figures older than this many sample intervals are not shown as current. */
const staleAfterIntervals = 5;

/** A program of the stack, or next to it: memory, disk, retention, restarts, and how healthy that is. */
export function buildBudgetRow(subject: ProgramSubject, facts: BudgetRowFacts): BudgetRow {
  const { nowMs, state, ranged, hour, week, kills, history, probes } = facts;
  const plan = budgetServices.find((name) => name === subject);
  const budget = plan ? serviceBudgets[plan] : null;
  const probe = subject === "victoriametrics" || subject === "jaeger" ? probes[subject] : null;
  const retention: RetentionNow | null =
    probe && budget?.retentionMs ? { ...probe, targetMs: budget.retentionMs } : null;
  const directory = state.directories.get(subject);
  const capBytes = budget?.diskCapBytes ?? null;
  const fitted =
    capBytes === null
      ? null
      : timeToFull(
          { minutes: pointsOf(hour, subject, "diskBytes"), hours: pointsOf(week, subject, "diskBytes") },
          { nowMs, capBytes, retentionMs: budget?.retentionMs ?? null, oldestMs: retention?.oldestMs ?? null },
        );
  const disk: DiskNow | null = directory?.complete
    ? { bytes: directory.bytes, atMs: directory.atMs, capBytes, timeToFull: fitted }
    : null;
  const events = history.bySubject.get(subject);
  const sampled = memoryNow(state, subject, nowMs);
  const now = sampled && { ...sampled, startedAtMs: sampled.startedAtMs ?? events?.lastStartMs ?? null };
  const oomKills = kills.filter(({ victim }) => victim === `ours:${subject}`).length;
  const limitBytes = budget?.limitBytes ?? null;
  // The present sample counts before it is stored, since a peak must not be below the current figure beside it.
  const peaks = [...pointsOf(ranged, subject, "memoryBytes").map(({ max }) => max), ...(now ? [now.memoryBytes] : [])];
  const peakBytes = peaks.length > 0 ? peaks.reduce((a, b) => Math.max(a, b)) : null;
  const judged = {
    subject,
    limitBytes,
    now,
    peakBytes,
    disk,
    oomKills,
    host: state.host,
    missing: whyMissing(state, subject),
  };
  return {
    subject,
    title: programTitles[subject],
    ...judgeRow(judged),
    limitBytes,
    now,
    peakBytes,
    disk,
    retention,
    restarts: hasDocker() && history.followedSinceMs !== null ? (events?.restarts ?? 0) : null,
    oomKills,
  };
}

function memoryNow(state: LiveState, subject: ProgramSubject, nowMs: number): MemoryNow | null {
  const sample = state.programs.get(subject);
  const maxAgeMs = Math.max(
    staleAfterIntervals * env().OBS_SAMPLE_INTERVAL_SECONDS * 1000,
    150_000 * Number(sample?.source === "own-metric"),
  );
  return sample && nowMs - sample.atMs <= maxAgeMs ? sample : null;
}
