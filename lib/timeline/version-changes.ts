/** A version that was seen in a stretch of ten minutes; `atMs` is its first span there. */
export type Sighting = { version: string; stretch: number; atMs: number };
export type VersionChange = { version: string; before: string[]; atMs: number };

/**
 * How many stretches with sightings are remembered: a version that was in none of them counts as arriving, after a
 * rollback too.
 */
const remembered = 3;

/**
 * When versions arrived: seen now, but not in the last stretches in which any was seen. The first ones ever seen are
 * not a change: nobody knows what ran before. `atMs` is the latest time at which the change can have happened, since
 * traces are sampled.
 */
export function versionChanges(sightings: readonly Sighting[]): VersionChange[] {
  const byStretch = new Map<number, Sighting[]>();
  for (const sighting of sightings.toSorted((a, b) => a.stretch - b.stretch || a.atMs - b.atMs)) {
    byStretch.set(sighting.stretch, [...(byStretch.get(sighting.stretch) ?? []), sighting]);
  }
  const recent: Set<string>[] = [];
  const changes: VersionChange[] = [];
  for (const seen of byStretch.values()) {
    const before = new Set(recent.flatMap((versions) => [...versions]));
    for (const { version, atMs } of seen) {
      if (before.size > 0 && !before.has(version)) changes.push({ version, before: [...before].toSorted(), atMs });
    }
    recent.push(new Set(seen.map(({ version }) => version)));
    if (recent.length > remembered) recent.shift();
  }
  return changes;
}
