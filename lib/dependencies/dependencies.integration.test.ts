import { beforeAll, describe, expect, it } from "vitest";
import { loadOverview } from "@/lib/oncall/load-overview";
import { loadRoute } from "@/lib/routes/load-route";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { loadDependencies } from "./load-dependencies";
import { loadLane } from "./load-lane";
import { history, steps } from "./testing/history";

const metrics = ownMetrics();
beforeAll(() => metrics.importSamples(history(Date.now() - 1000)));

const ready = <T>(measured: { state: string; value?: T }): T => {
  if (measured.state !== "ready" || measured.value === undefined) throw new Error(`it is ${measured.state}`);
  return measured.value;
};

describe("dependencies of a known history", () => {
  it("knows the lanes that have data, and which the rollout has not reached", async () => {
    const lanes = ready((await loadOverview({ range: "1h" })).lanes);
    expect(lanes.lanes.map(({ name, health }) => [name, health])).toEqual([
      ["database", "ok"],
      ["push", "ok"],
      ["jobs", "ok"],
    ]);
    expect(lanes.notReached).toEqual(["b2"]);
  });

  it("counts the one Redis once, however many pods report it", async () => {
    const [queue] = ready((await loadDependencies({ range: "1h" })).jobs);
    expect(queue).toMatchObject({ queue: "default", size: 82, completed: 77, archived: 4, oldestWaitSeconds: 12 });
    // 1000 - 240 pending and 5 in retry, shrinking by one per scrape, worked off at 2 a second.
    expect(queue?.backlog).toBe(765);
    expect(queue?.processedPerSecond).toBeCloseTo(2, 1);
    expect(queue?.drain.kind).toBe("drains");
    expect(queue?.drain.kind === "drains" && queue.drain.etaSeconds).toBeCloseTo(765 * 15, -3);
  });

  it("adds the pods' own queries up, and gives raw SQL a row without a table", async () => {
    const rows = ready((await loadDependencies({ range: "1h" })).database);
    expect(rows.map(({ keys }) => keys)).toEqual([
      ["tasks", "query"],
      [null, "row"],
    ]);
    expect(rows[0]?.perSecond).toBeCloseTo((3 * 20) / 15, 0);
    expect(rows[0]?.p95Ms).toBeCloseTo(55, 0);
    // 21 queries of 10 ms for 10 requests of 10 ms.
    expect((rows[0]?.requestShare ?? 0) + (rows[1]?.requestShare ?? 0)).toBeCloseTo(2.1, 1);
  });

  it("sees the first failed push ever, whose rate is 0", async () => {
    const rows = ready((await loadDependencies({ range: "1h" })).push);
    expect(rows.find(({ failed }) => failed)).toMatchObject({ keys: ["APNs", "error"], calls: 1, p95Ms: null });
  });

  it("draws every chart of every lane, and keeps them while Jaeger is down", async () => {
    for (const name of ["database", "push", "jobs"] as const) {
      const detail = await loadLane(name, { range: "1h" });
      expect(detail.charts.map(({ title, series: drawn }) => [name, title, drawn.state])).toEqual(
        detail.charts.map(({ title }) => [name, title, "ready"]),
      );
    }
    expect((await loadLane("jobs", { range: "1h" })).spans).toMatchObject({
      state: "error",
      failure: { source: "jaeger" },
    });
    const b2 = await loadLane("b2", { range: "1h" });
    expect(b2.lane).toMatchObject({ state: "ready", value: null });
    expect(b2.charts.map(({ series: drawn }) => drawn.state)).toEqual(["empty", "empty"]);
  });

  it("fills the heatmap with the requests of the route, and leaves what was before them a gap", async () => {
    const detail = await loadRoute({ route: "GET /api/tasks/", range: "6h" });
    const heatmap = ready(detail.heatmap);
    expect(heatmap.bounds).toEqual([0.1, 0.5, null]);
    const total = heatmap.counts.flat().reduce<number>((sum, count) => sum + (count ?? 0), 0);
    // The newest column holds what there is of it, so nothing is cut off.
    expect(total).toBe(3 * 10 * steps);
    expect(heatmap.counts.slice(0, 10).every((column) => column === null)).toBe(true);
    const summary = ready(detail.summary);
    expect(summary.statuses.map(({ status }) => status)).toEqual(["200"]);
    expect(summary.impactShare).toBeCloseTo(1, 2);
  });

  it("has nothing for a route that does not exist, however it is spelt", async () => {
    const detail = await loadRoute({ route: 'GET /"} or vector(1) #', range: "1h" });
    expect([detail.summary.state, detail.heatmap.state]).toEqual(["empty", "empty"]);
  });
});
