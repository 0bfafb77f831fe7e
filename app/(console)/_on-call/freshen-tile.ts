import type { Tile } from "@/lib/oncall/types";
import { staleAfterIntervals } from "@/lib/plan/contract";

/**
 * A tile as it stands at `nowMs`, which may be long after the server judged it: when no newer answer came, the figure
 * turns stale here, and what was green turns unknown.
 */
export function freshenTile(tile: Tile, nowMs: number, scrapeIntervalMs: number): Tile {
  const { sampledAtMs } = tile;
  const stale = tile.stale || (sampledAtMs !== null && nowMs - sampledAtMs > staleAfterIntervals * scrapeIntervalMs);
  return { ...tile, stale, health: stale && tile.health === "ok" ? "unknown" : tile.health };
}
