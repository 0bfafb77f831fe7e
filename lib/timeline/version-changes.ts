/** That a version was seen in a stretch of time; `atMs` is its first span there. */
export type Sighting = { version: string; stretch: number; atMs: number };
export type VersionChange = { version: string; before: string[]; atMs: number };

/** Stretches with sightings that are remembered: a version that was not in any of these arrives anew, after a rollback too. */
const remembered = 3;

/**
 * When versions arrived: seen, and not in the last stretches in which any was seen. The first ones ever seen are no
 * change: nobody knows what ran before. `atMs` is the latest that the change can have been, since traces are sampled.
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
