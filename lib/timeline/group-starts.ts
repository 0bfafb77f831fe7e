/** One process of the API: where it runs and when it started, by its own metrics. */
export type ProcessStart = { instance: string; atMs: number };
/**
 * Starts close together. A rollout starts each pod once; a pod that starts alone, or again and again, is not a rollout.
 */
export type StartGroup = {
  kind: "rollout" | "restart";
  firstMs: number;
  lastMs: number;
  starts: ProcessStart[];
  /** Each instance once, in order of its first start. */
  instances: string[];
};

/** Pods of a rollout follow each other: Kubernetes waits until the new one is ready, about 30 to 120 s. */
export const rolloutGapMs = 5 * 60_000;
/** The kernel's boot time, from which Go computes the start, moves by a second when the clock is set. */
const sameStartMs = 5000;

/** The starts of each instance, oldest first, without repetitions of the same start. */
function withoutEchoes(starts: readonly ProcessStart[]): ProcessStart[] {
  const newestOf = new Map<string, number>();
  const kept: ProcessStart[] = [];
  for (const start of starts.toSorted((a, b) => a.atMs - b.atMs || (a.instance < b.instance ? -1 : 1))) {
    const before = newestOf.get(start.instance);
    newestOf.set(start.instance, start.atMs);
    if (before === undefined || start.atMs - before > sameStartMs) kept.push(start);
  }
  return kept;
}

function toGroup(starts: ProcessStart[]): StartGroup {
  const instances = [...new Set(starts.map(({ instance }) => instance))];
  const isRollout = instances.length > 1 && instances.length === starts.length;
  const [firstMs = 0, lastMs = 0] = [starts[0]?.atMs, starts.at(-1)?.atMs];
  return { kind: isRollout ? "rollout" : "restart", firstMs, lastMs, starts, instances };
}

/** Starts in groups: one belongs to the group before it when it follows within `rolloutGapMs`. Oldest first. */
export function groupStarts(starts: readonly ProcessStart[]): StartGroup[] {
  const groups: ProcessStart[][] = [];
  for (const start of withoutEchoes(starts)) {
    const open = groups.at(-1);
    const last = open?.at(-1);
    if (open && last && start.atMs - last.atMs <= rolloutGapMs) open.push(start);
    else groups.push([start]);
  }
  return groups.map(toGroup);
}
