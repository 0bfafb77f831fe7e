import "server-only";
import type { LineRole } from "@/lib/charts/types";
import { db } from "@/lib/db/client";
import { worstHealth } from "@/lib/measured";
import { budgetServices, budgetTotalBytes } from "@/lib/plan/budget";
import { type BudgetRange, gridOf } from "@/lib/ranges/budget-ranges";
import { loadContainerHistory } from "@/lib/resources/container-events";
import { countOf, judgeLosses } from "@/lib/resources/judge-losses";
import { type LiveState, liveState } from "@/lib/resources/live-state";
import { loadKernelLogCoverage } from "@/lib/resources/load-kernel-log-coverage";
import { loadOomKills } from "@/lib/resources/load-oom-kills";
import { loadSamplesOf, pointsOf } from "@/lib/resources/load-samples";
import { programTitles } from "@/lib/resources/program-titles";
import { loadRetention } from "@/lib/resources/retention/load-retention";
import { programSubjects } from "@/lib/resources/sample-programs";
import type { ProgramSubject } from "@/lib/resources/sample-types";
import { gridTimes, maxOnGrid } from "@/lib/resources/to-grid";
import { samplingShare } from "@/lib/traces/load-sampling";
import type { Budget, BudgetChart } from "./budget-types";
import { budgetText, sourceText } from "./budget-words";
import { buildBudgetRow } from "./build-budget-row";
import { judgeHost } from "./judge-host";
import { loadAutopsy } from "./load-autopsy";
import { storageFacts } from "./storage-facts";

const hourMs = 3600_000;
const dayMs = 24 * hourMs;
const lineRoles: Record<ProgramSubject, LineRole> = {
  victoriametrics: "main",
  jaeger: "notice",
  grafana: "upper",
  console: "beside",
  proxy: "behind",
};
const diskSubjects = ["victoriametrics", "jaeger", "grafana", "console"] as const;

/** The budget of a range: samples, the present state, and what follows from both. Throws as Prisma does. */
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
  const facts = { nowMs, state, ranged, hour, week, kills, history, probes };

  // The autopsy prefers a kill of this stack to a newer one of another program.
  const newest = kills.find(({ victim }) => victim.startsWith("ours:")) ?? kills[0];
  const services = budgetServices.map((name) => buildBudgetRow(name, facts));
  const beside = (["console", "proxy"] as const).map((name) => buildBudgetRow(name, facts));
  const known = services.flatMap(({ now }) => (now ? [now] : []));
  const knownBytes = known.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
  const complete = known.length === services.length;
  const lossPoint = grid.resolution === "hour" ? 3600 : 60;
  const timesMs = gridTimes(nowMs, grid.lengthMs, grid.stepMs);
  const chart = (subjects: readonly ProgramSubject[], figure: "memoryBytes" | "diskBytes"): BudgetChart => ({
    unit: "bytes",
    timesMs,
    lines: subjects.flatMap((subject) => {
      const points = maxOnGrid(pointsOf(ranged, subject, figure), timesMs, grid.stepMs);
      return points.some((point) => point !== null)
        ? [{ name: programTitles[subject], role: lineRoles[subject], points }]
        : [];
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
    sourceText: sourceText(known, state.host),
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
    autopsy: newest ? await loadAutopsy(newest) : null,
    storage: storageFacts({
      nowMs,
      victoriametrics: state.ownMetrics.get("victoriametrics"),
      samplesAccepted: pointsOf(week, "victoriametrics", "acceptedPerSecond"),
      spansAccepted: pointsOf(week, "jaeger", "acceptedPerSecond"),
      jaegerDisk: pointsOf(week, "jaeger", "diskBytes"),
      samplingRatio: samplingShare().ratio,
    }),
    sources: [...state.sources].map(([name, { okAtMs, failure }]) => ({ name, okAtMs, failure })),
    samplesStored: { okAtMs: state.stored.okAtMs, failure: state.stored.failure },
  };
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
