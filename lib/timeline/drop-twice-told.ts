import type { TimelineEvent } from "./types";

const sameKillMs = 30_000;
const isDockers = ({ id }: TimelineEvent) => id.startsWith("container:");

/**
 * Docker also reports kills that the kernel's log describes better: each such pair counts once, as the kernel has it.
 */
export function dropTwiceTold(events: readonly TimelineEvent[]): TimelineEvent[] {
  const kills = events.filter(({ kind }) => kind === "oom");
  const byKernel = kills.filter((event) => !isDockers(event));
  const dropped = new Set<TimelineEvent>();
  for (const event of kills.filter(isDockers)) {
    const near = byKernel.findIndex(({ atMs }) => Math.abs(atMs - event.atMs) <= sameKillMs);
    if (near === -1) continue;
    byKernel.splice(near, 1);
    dropped.add(event);
  }
  return events.filter((event) => !dropped.has(event));
}
