import "server-only";
import { hasDocker } from "@/lib/docker/client";
import { formatBytes } from "@/lib/format/bytes";
import { budgetTotalBytes } from "@/lib/plan/budget";
import type { LiveState } from "@/lib/resources/live-state";
import type { ProgramSubject } from "@/lib/resources/sample-types";
import type { BudgetRow, HostNow, MemoryNow } from "./budget-types";
import { isUnlimited } from "./judge-row";

/** Why there are no figures of a program. */
export function whyMissing(state: LiveState, subject: ProgramSubject): string {
  if (state.startedAtMs === null) return "The sampler does not run in this process.";
  const note = state.containerNotes.get(subject);
  if (note) return note;
  const docker = state.sources.get("docker")?.failure;
  if (docker) return docker;
  if (hasDocker()) return "Docker has no container of it in the project honeydue-obs.";
  return "It was not started here, and no other source has figures of it.";
}

/** How much of the plan's memory is used, as a sentence that never counts unknown as zero. */
export function budgetText(services: readonly BudgetRow[], knownBytes: number): string {
  const missing = services.filter(({ now }) => now === null).map(({ title }) => title);
  const total = formatBytes(budgetTotalBytes);
  if (missing.length === services.length) return `Unknown: nothing tells how much of the ${total} is used.`;
  if (missing.length > 0) return `At least ${formatBytes(knownBytes)} of ${total}; ${missing.join(" and ")} unknown.`;
  return `${formatBytes(knownBytes)} of ${total} used by the three services.`;
}

/** Who measured the memory, and whether the limits are enforced. */
export function sourceText(known: readonly MemoryNow[], host: Pick<HostNow, "memTotalBytes"> | null): string {
  const sources = new Set(known.map(({ source }) => source));
  if (sources.size === 0) return "No source of memory figures.";
  const unlimited = known.filter((now) => now.source === "docker" && isUnlimited(now, host)).length;
  if (unlimited === known.length) return "Measured by Docker; no container has a limit that the kernel enforces.";
  if (sources.size === 1 && unlimited > 0)
    return "Measured by Docker; the kernel enforces the limits, save where a row says that there is none.";
  if (sources.size === 1 && sources.has("docker")) return "Measured by Docker; each limit is enforced by the kernel.";
  if (!sources.has("docker")) return "Self-reported, limit not enforced: these programs run without a container.";
  return "Partly self-reported: where a row says so, its limit is not enforced.";
}
