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

/**
 * Whether the services keep within the plan's memory, as sentences that never count unknown as zero: the sum, then the
 * service that came closest to its own limit, since that is what kills it, whatever the sum.
 */
export function budgetText(services: readonly BudgetRow[], knownBytes: number): string {
  const missing = services.filter(({ now }) => now === null).map(({ title }) => title);
  const total = formatBytes(budgetTotalBytes);
  if (missing.length === services.length) return `Unknown: nothing tells how much of the ${total} is used.`;
  const within = knownBytes > budgetTotalBytes ? "Over the budget" : "Within the budget";
  const sum =
    missing.length > 0
      ? `At least ${formatBytes(knownBytes)} of ${total}; ${missing.join(" and ")} unknown.`
      : `${within}: ${formatBytes(knownBytes)} of ${total} used by the three services.`;
  return [sum, closestText(services), killedText(services)].filter(Boolean).join(" ");
}

/** Share of its limit that a row reached at its peak; null where either is unknown. */
export function peakShare({ peakBytes, limitBytes }: Pick<BudgetRow, "peakBytes" | "limitBytes">): number | null {
  return peakBytes === null || limitBytes === null ? null : peakBytes / limitBytes;
}

function closestText(services: readonly BudgetRow[]): string | null {
  const [closest] = services.toSorted((a, b) => (peakShare(b) ?? -1) - (peakShare(a) ?? -1));
  if (!closest || closest.peakBytes === null || closest.limitBytes === null) return null;
  const { title, peakBytes, limitBytes } = closest;
  const left = limitBytes - peakBytes;
  const headroom = left > 0 ? `${formatBytes(left)} of headroom` : "no headroom";
  return `Closest to its limit: ${title}, peak ${formatBytes(peakBytes)} of ${formatBytes(limitBytes)}, ${headroom}.`;
}

function killedText(services: readonly BudgetRow[]): string | null {
  const killed = services.filter(({ oomKills }) => oomKills > 0);
  if (killed.length === 0) return null;
  const names = killed.map(({ title, oomKills }) => `${title}${oomKills > 1 ? ` (${oomKills} times)` : ""}`);
  return `The kernel killed ${names.join(" and ")} for want of memory.`;
}

/** Who measured the memory, and whether the limits are enforced. */
export function sourceText(known: readonly MemoryNow[], host: Pick<HostNow, "memTotalBytes"> | null): string {
  const sources = new Set(known.map(({ source }) => source));
  if (sources.size === 0) return "No source of memory figures.";
  const unlimited = known.filter((now) => now.source === "docker" && isUnlimited(now, host)).length;
  if (unlimited === known.length) return "Measured by Docker; no container has a limit that the kernel enforces.";
  if (sources.size === 1 && unlimited > 0)
    return "Measured by Docker; the kernel enforces the limits, except where a row says that there is none.";
  if (sources.size === 1 && sources.has("docker")) return "Measured by Docker; each limit is enforced by the kernel.";
  if (!sources.has("docker")) return "Self-reported, limit not enforced: these programs run without a container.";
  return "Partly self-reported: where a row says so, its limit is not enforced.";
}
