import "server-only";
import { groupStarts } from "./group-starts";
import { deploySources, mergeDeploys } from "./merge-deploys";
import { answerOf } from "./source";
import { loadProcessStarts } from "./sources/process-starts";
import { loadSightings } from "./sources/seen-versions";
import { loadToldDeploys } from "./sources/told-deploys";
import type { SourceAnswer, TimelineWindow } from "./types";
import { versionChanges } from "./version-changes";

/**
 * How far to read beyond the window's ends, so that what belongs together is found together wherever the window is cut.
 */
const marginMs = { before: 2 * 3600_000, after: 15 * 60_000 };

/**
 * Deploys and restarts of the API in a window, oldest first: what CI reported, starts of its processes, and new
 * versions in traces, each fact once. A source that cannot be read is named; the others still count.
 */
export async function loadDeploys({ startMs, endMs }: TimelineWindow): Promise<Required<SourceAnswer>> {
  const wide = { startMs: startMs - marginMs.before, endMs: endMs + marginMs.after };
  const [told, starts, sightings] = await Promise.all([
    answerOf(deploySources.told, () => loadToldDeploys(wide)),
    answerOf(deploySources.starts, () => loadProcessStarts(wide)),
    answerOf(deploySources.versions, () => loadSightings(wide)),
  ]);
  const merged = mergeDeploys(
    told.value ?? [],
    groupStarts(starts.value ?? []),
    versionChanges(sightings.value ?? []),
    starts.value === null ? null : Math.min(Date.now(), wide.endMs),
  );
  const events = merged.filter(({ atMs }) => atMs >= startMs && atMs <= endMs);
  return { events, leftOut: 0, unknown: [told, starts, sightings].flatMap(({ unknown }) => unknown) };
}
