import "server-only";
import { db } from "@/lib/db/client";
import { formatBytes } from "@/lib/format/bytes";
import { formatDayTime } from "@/lib/format/time";
import { budgetHref } from "@/lib/links/routes";
import { loadKernelLogCoverage } from "@/lib/resources/load-kernel-log-coverage";
import { programTitles } from "@/lib/resources/program-titles";
import { programSubjects } from "@/lib/resources/sample-programs";
import type { KernelLogCoverage } from "@/lib/resources/types";
import { eventsMax, type SourceAnswer, type TimelineEvent, type TimelineWindow, type UnknownSource } from "../types";

const source = "kernel log";

/** Who was killed, as people call it: "PostHog's ClickHouse", "Jaeger", or the process and its container. */
function victimName({ victim, comm, containerName }: { victim: string; comm: string; containerName: string | null }) {
  if (victim === "clickhouse") return "PostHog's ClickHouse";
  const own = programSubjects.find((subject) => victim === `ours:${subject}`);
  if (own) return programTitles[own];
  return containerName ? `${comm} (${containerName})` : comm;
}

/** OOM kills by the kernel in the window, newest first, and what its log cannot tell. Throws as Prisma does. */
export async function loadMemoryKills({ startMs, endMs }: TimelineWindow): Promise<SourceAnswer> {
  const [rows, coverage] = await Promise.all([
    db().kernelOomKill.findMany({
      where: { at: { gte: new Date(startMs), lte: new Date(endMs) } },
      orderBy: { at: "desc" },
      take: eventsMax,
      omit: { lines: true },
    }),
    loadKernelLogCoverage(),
  ]);
  const events = rows.map((row): TimelineEvent => {
    const held = row.anonRssBytes === null ? null : `held ${formatBytes(Number(row.anonRssBytes))}`;
    const whose =
      row.constraint === "memcg" ? "its own limit" : row.constraint === "global" ? "the host ran out" : null;
    return {
      id: `oom:${row.id}`,
      kind: "oom",
      atMs: row.at.getTime(),
      title: `${victimName(row)} killed for memory`,
      detail: [held, whose].filter((fact) => fact !== null).join("; ") || null,
      href: budgetHref({ anchor: "kills" }),
      source,
    };
  });
  return { events, unknown: cannotTell(coverage, startMs) };
}

function cannotTell({ cannotTell: what, coveredSinceMs }: KernelLogCoverage, startMs: number): UnknownSource[] {
  if (what !== null) return [{ source, reason: `It cannot tell: ${what.replace(/\.$/, "").replace(/^W/, "w")}.` }];
  if (coveredSinceMs !== null && coveredSinceMs <= startMs) return [];
  if (coveredSinceMs === null) return [{ source, reason: "It has not been read yet, so kills are not known." }];
  const since = formatDayTime(coveredSinceMs, { utc: true });
  return [{ source, reason: `It has been read since ${since} UTC; earlier kills are not known.` }];
}
