import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importHistory } from "@/lib/dependencies/testing/history";
import { apiJob } from "@/lib/plan/contract";
import { slotStartMs } from "@/lib/upstream/slot";
import { freePort } from "../../scripts/process/free-port.mjs";
import { stopEverything } from "../../scripts/process/start-process.mjs";
import { startVictoriaMetrics } from "../../scripts/programs/start-victoria-metrics.mjs";
import { loadUsual } from "./load-usual";

const dir = mkdtempSync(path.join(tmpdir(), "obs-usual-"));
const dayMs = 86_400_000;
const minuteMs = 60_000;
const nowMs = Date.now();

/**
 * Four days of an API, a sample a minute for the two hours around this time of each day: 60 requests a minute, each
 * with a query; on the third day before today everything was slow, and at all other hours nothing is measured.
 */
function history(): string {
  const lines: string[] = [];
  const put = (name: string, labels: string, value: number, atMs: number) =>
    lines.push(`${name}{job="${apiJob}"${labels}} ${value} ${atMs}`);
  for (const day of [4, 3, 2, 1, 0]) {
    for (let minute = -60; minute <= (day === 0 ? 0 : 60); minute += 1) {
      const atMs = nowMs - day * dayMs + minute * minuteMs;
      const requests = (4 - day) * 100_000 + (minute + 60) * 60;
      const slow = day === 3;
      put("up", "", 1, atMs);
      const histogram = (name: string, labels: string, bounds: string[], hit: string) => {
        put(`${name}_count`, labels, requests, atMs);
        for (const le of bounds) {
          put(`${name}_bucket`, `${labels},le="${le}"`, Number(le) < Number(hit) ? 0 : requests, atMs);
        }
        put(`${name}_bucket`, `${labels},le="+Inf"`, requests, atMs);
      };
      const route = ',method="GET",route="/api/tasks/",status="200"';
      histogram("http_request_duration_seconds", route, ["0.01", "0.02", "0.5", "1"], slow ? "1" : "0.02");
      const query = ',table="tasks",operation="query"';
      histogram("gorm_query_duration_seconds", query, ["0.001", "0.009", "0.25", "0.5"], slow ? "0.5" : "0.009");
      put("asynq_queue_latency_seconds", ',queue="default"', slow ? 60 : 2, atMs);
    }
  }
  return `${lines.join("\n")}\n`;
}

let store: Awaited<ReturnType<typeof startVictoriaMetrics>>;
beforeAll(async () => {
  store = await startVictoriaMetrics({ port: await freePort(), dataDir: path.join(dir, "vm") });
  Object.assign(process.env, { VICTORIAMETRICS_URL: store.url, OBS_LOG_LEVEL: "silent" });
});
afterAll(async () => {
  await stopEverything();
  rmSync(dir, { recursive: true, force: true });
});

describe("what is usual, by a real VictoriaMetrics", () => {
  it("is the same hour of the days that there are; one bad day among them does not change the median", async () => {
    await importHistory(store, history());
    const measured = await loadUsual(nowMs);
    if (measured.state !== "ready") throw new Error(`it is ${measured.state}`);
    const { basis, figures } = measured.value;
    expect(basis).toEqual({ kind: "same-hour", windows: 4, windowSeconds: 3600 });
    expect(figures["route-p95 GET /api/tasks/"]).toMatchObject({ windows: 4 });
    expect(figures["route-p95 GET /api/tasks/"]?.median).toBeCloseTo(19.5, 0);
    expect(figures["route-p95 GET /api/tasks/"]?.p90).toBeGreaterThan(500);
    expect(figures.p95?.median).toBeCloseTo(19.5, 0);
    expect(figures.rate?.median).toBeCloseTo(1, 1);
    expect(figures.errors?.median).toBe(0);
    expect(figures["lane-p95 database"]?.median).toBeCloseTo(8.6, 0);
    expect(figures["call-p50 database tasks query"]?.median).toBeCloseTo(5, 0);
    expect(figures["jobs-wait"]?.median).toBeCloseTo(2000, -2);
    expect(figures["lane-p95 b2"]).toBeUndefined();
  });

  it("serves until the next answer is there, even while VictoriaMetrics hangs", async () => {
    const nextMs = nowMs + 15 * minuteMs;
    const before = await loadUsual(nowMs);
    const { pid } = store.process;
    process.kill(pid, "SIGSTOP");
    try {
      expect(await loadUsual(nextMs)).toEqual(before);
    } finally {
      process.kill(pid, "SIGCONT");
    }
    const sampledAtMs = async () => {
      const measured = await loadUsual(nextMs);
      return measured.state === "ready" ? measured.sampledAtMs : null;
    };
    await expect.poll(sampledAtMs, { timeout: 20_000 }).toBe(slotStartMs(nextMs, 15 * minuteMs));
  });

  it("is asked once, however many ask", async () => {
    const [first, second] = await Promise.all([loadUsual(nowMs), loadUsual(nowMs)]);
    expect(first.state === "ready" && second.state === "ready" && first.value === second.value).toBe(true);
  });
});
