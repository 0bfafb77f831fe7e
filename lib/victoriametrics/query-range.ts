import "server-only";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { askVictoriaMetrics, badPoint } from "./ask";
import { readPoint } from "./read-point";
import { rangeSchema } from "./schema";
import { alignGrid, type Grid, rangeRequest, timesOfGrid } from "./urls";

type RangeSeries = { labels: Record<string, string>; points: (number | null)[] };
/** Series on one common grid of unix ms; a point is null where VictoriaMetrics has no value. */
export type RangeResult = { timesMs: number[]; series: RangeSeries[] };

/** Lays the points of one series onto the grid. Points between its steps are not ours and are left out. */
function layOnGrid(values: unknown[], timesMs: number[], { startMs, stepSeconds }: Grid): (number | null)[] {
  const points: (number | null)[] = timesMs.map(() => null);
  for (const value of values) {
    const point = readPoint(value);
    if (!point) throw badPoint();
    const index = (point.timestampMs - startMs) / (stepSeconds * 1000);
    if (Number.isInteger(index) && index >= 0 && index < points.length) points[index] = point.value;
  }
  return points;
}

async function load(promql: string, grid: Grid): Promise<RangeResult> {
  const request = rangeRequest(env().VICTORIAMETRICS_URL, { promql, ...grid });
  const { data } = await askVictoriaMetrics(request, rangeSchema);
  const timesMs = timesOfGrid(grid);
  const series = data.result.map(({ metric, values }) => ({
    labels: metric,
    points: layOnGrid(values, timesMs, grid),
  }));
  return { timesMs, series };
}

const lastsMaxMs = 5 * 60_000;
const longStepSeconds = 60;

/**
 * While the grid stays the same, only late samples (in flight, or from a backlog) change an answer. With a long step,
 * half of it is soon enough to pick them up, unless the last point is still to come.
 */
function lastsMsOf({ endMs, stepSeconds }: Grid, nowMs: number): number {
  if (stepSeconds < longStepSeconds || endMs > nowMs) return 0;
  return Math.min(lastsMaxMs, (stepSeconds * 1000) / 2);
}

/**
 * Evaluates PromQL on a grid from `startMs` to `endMs`, both rounded down to whole steps. A missing, NaN or infinite
 * value is null. Throws `UpstreamError`.
 */
export function queryRange(
  promql: string,
  { startMs, endMs, stepSeconds, fresh }: Grid & { fresh?: boolean },
): Promise<RangeResult> {
  const grid = alignGrid({ startMs, endMs, stepSeconds });
  const key = `victoriametrics range ${grid.startMs} ${grid.endMs} ${grid.stepSeconds} ${promql}`;
  const lastsMs = ({ series }: RangeResult) => (series.length === 0 ? 0 : lastsMsOf(grid, Date.now()));
  return coalesce(key, () => load(promql, grid), { fresh, lastsMs });
}
