import "server-only";
import { db } from "@/lib/db/client";
import { hasDocker } from "@/lib/docker/client";
import { env } from "@/lib/env";
import { formatMemory } from "@/lib/format/memory";
import { worstHealth } from "@/lib/measured";
import { budgetServices, budgetTotalBytes, serviceBudgets } from "@/lib/plan/budget";
import type { Budget, BudgetChart, BudgetRow, DiskNow, MemoryNow, RetentionNow } from "./budget-types";
import { loadContainerHistory } from "./container-events";
import { judgeHost } from "./judge-host";
import { countOf, judgeLosses } from "./judge-losses";
import { judgeRow } from "./judge-row";
import { type LiveState, liveState } from "./live-state";
import { loadAutopsy } from "./load-autopsy";
import { loadKernelLogCoverage } from "./load-kernel-log-coverage";
import { loadOomKills } from "./load-oom-kills";
import { loadSamplesOf, seriesKey } from "./load-samples";
import { programTitles } from "./program-titles";
import { type BudgetRange, gridOf } from "./ranges";
import { loadRetention } from "./retention/load-retention";
import { programSubjects } from "./sample-programs";
import type { ProgramSubject } from "./sample-types";
import { storageFacts } from "./storage-facts";
import { timeToFull } from "./time-to-full";
import { gridTimes, maxOnGrid } from "./to-grid";
import type { SamplePoint } from "./types";

const hourMs = 3600_000;
const dayMs = 24 * hourMs;
/** Figures older than this many sample intervals are not shown as now. */
const staleAfterIntervals = 5;
const diskSubjects = ["victoriametrics", "jaeger", "grafana", "console"] as const;

type Samples = Map<string, SamplePoint[]>;
const pointsOf = (samples: Samples, subject: ProgramSubject, figure: string) =>
  samples.get(seriesKey(subject, figure)) ?? [];

/** The budget of a range: samples, what is true now, and what follows. Throws as Prisma does. */
export async function loadBudget({
  range,
  nowMs = Date.now(),
}: {
  range: BudgetRange;
  nowMs?: number;
}): Promise<Budget> {
  const grid = gridOf(range);
  const fromMs = nowMs - grid.lengthMs;
  const state = liveState();
  const disks = diskSubjects.map((subject) => ({ subject, figure: "diskBytes" as const }));
  const refusals = (["victoriametrics", "jaeger"] as const).map((subject) => ({
    subject,
    figure: "refusedPerSecond" as const,
  }));
  const intake = (["victoriametrics", "jaeger"] as const).map((subject) => ({
    subject,
    figure: "acceptedPerSecond" as const,
  }));
  const memory = programSubjects.map((subject) => ({ subject, figure: "memoryBytes" as const }));
  const [ranged, hour, week, kills, history, kernelLog, vmRetention, jaegerRetention] = await Promise.all([
    loadSamplesOf([...memory, ...disks, ...refusals], { fromMs, toMs: nowMs, resolution: grid.resolution }),
    loadSamplesOf(disks, { fromMs: nowMs - hourMs, toMs: nowMs }),
    loadSamplesOf([...disks, ...intake], { fromMs: nowMs - 7 * dayMs, toMs: nowMs, resolution: "hour" }),
    loadOomKills({ fromMs, toMs: nowMs, limit: 50 }),
    loadContainerHistory(fromMs),
    loadKernelLogCoverage(),
    loadRetention("victoriametrics"),
    loadRetention("jaeger"),
  ]);
  const probes = { victoriametrics: vmRetention, jaeger: jaegerRetention };

  function rowOf(subject: ProgramSubject): BudgetRow {
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
    const peaks = pointsOf(ranged, subject, "memoryBytes").map(({ max }) => max);
    const facts = { subject, limitBytes, now, disk, oomKills, host: state.host, missing: whyMissing(state, subject) };
    return {
      subject,
      title: programTitles[subject],
      ...judgeRow(facts),
      limitBytes,
      now,
      peakBytes: peaks.length > 0 ? peaks.reduce((a, b) => Math.max(a, b)) : null,
      disk,
      retention,
      restarts: hasDocker() && history.followedSinceMs !== null ? (events?.restarts ?? 0) : null,
      oomKills,
    };
  }

  const services = budgetServices.map(rowOf);
  const beside = [rowOf("console"), rowOf("proxy")];
  const known = services.flatMap(({ now }) => (now ? [now] : []));
  const knownBytes = known.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  const complete = known.length === services.length;
  const lossPoint = grid.resolution === "hour" ? 3600 : 60;
  const timesMs = gridTimes(nowMs, grid.lengthMs, grid.stepMs);
  const chart = (subjects: readonly ProgramSubject[], figure: string): BudgetChart => ({
    unit: "bytes",
    timesMs,
    lines: subjects.flatMap((subject) => {
      const points = maxOnGrid(pointsOf(ranged, subject, figure), timesMs, grid.stepMs);
      return points.some((point) => point !== null) ? [{ name: programTitles[subject], points }] : [];
    }),
  });
  const refused = (subject: "victoriametrics" | "jaeger") =>
    countOf(pointsOf(ranged, subject, "refusedPerSecond"), lossPoint);
  return {
    range,
    generatedAtMs: nowMs,
    health: worstHealth(services.map(({ health }) => health)),
    text: budgetText(services, knownBytes),
    usedBytes: complete ? knownBytes : null,
    knownServices: known.length,
    totalBytes: budgetTotalBytes,
    sourceText: sourceText(known),
    services,
    beside,
    memoryChart: chart(programSubjects, "memoryBytes"),
    diskChart: chart(["victoriametrics", "jaeger", "grafana"], "diskBytes"),
    host: state.host,
    hostNotes: judgeHost(state.host),
    losses: judgeLosses({
      refusedSpans: refused("jaeger"),
      ignoredSamples: refused("victoriametrics"),
      victoriametrics: state.ownMetrics.get("victoriametrics"),
    }),
    kernelLog,
    oomKills: kills,
    unexplainedKills: await unexplainedKills(state, kernelLog.coveredSinceMs),
    autopsy: kills[0] ? await loadAutopsy(kills[0]) : null,
    storage: storageFacts({
      victoriametrics: state.ownMetrics.get("victoriametrics"),
      samplesAccepted: pointsOf(week, "victoriametrics", "acceptedPerSecond"),
      spansAccepted: pointsOf(week, "jaeger", "acceptedPerSecond"),
      jaegerDisk: pointsOf(week, "jaeger", "diskBytes"),
      samplingRatio: env().OBS_TRACE_SAMPLING_RATIO,
    }),
    sources: [...state.sources].map(([name, { okAtMs, failure }]) => ({ name, okAtMs, failure })),
    samplesStored: { okAtMs: state.stored.okAtMs, failure: state.stored.failure },
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

function whyMissing(state: LiveState, subject: ProgramSubject): string {
  if (state.startedAtMs === null) return "The sampler does not run in this process.";
  const note = state.containerNotes.get(subject);
  if (note) return note;
  const docker = state.sources.get("docker")?.failure;
  if (docker) return docker;
  if (hasDocker()) return "Docker has no container of it in the project honeydue-obs.";
  return "It was not started here, and no other source has figures of it.";
}

function budgetText(services: readonly BudgetRow[], knownBytes: number): string {
  const missing = services.filter(({ now }) => now === null).map(({ title }) => title);
  const total = formatMemory(budgetTotalBytes);
  if (missing.length === services.length) return `Unknown: nothing tells how much of the ${total} is used.`;
  if (missing.length > 0) return `At least ${formatMemory(knownBytes)} of ${total}; ${missing.join(" and ")} unknown.`;
  return `${formatMemory(knownBytes)} of ${total} used by the three services.`;
}

function sourceText(known: readonly MemoryNow[]): string {
  const sources = new Set(known.map(({ source }) => source));
  if (sources.size === 0) return "No source of memory figures.";
  if (sources.size === 1 && sources.has("docker")) return "Measured by Docker; each limit is enforced by the kernel.";
  if (!sources.has("docker")) return "Self-reported, limit not enforced: these programs run without a container.";
  return "Partly self-reported: where a row says so, its limit is not enforced.";
}

/** Kills that the kernel counted since boot and its log does not explain; null unless the log is read since boot. */
async function unexplainedKills({ host }: LiveState, coveredSinceMs: number | null): Promise<number | null> {
  if (!host || host.oomKills === null || host.bootId === null || host.bootedAtMs === null) return null;
  if (coveredSinceMs === null || coveredSinceMs > host.bootedAtMs + 60_000) return null;
  const logged = await db().kernelOomKill.count({
    where: { bootId: { in: [host.bootId, host.bootId.replaceAll("-", "")] } },
  });
  return Math.max(0, host.oomKills - logged);
}
