import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importHistory } from "@/lib/dependencies/testing/history";
import { nearestRank } from "@/lib/stats/nearest-rank";
import { measure } from "@/lib/upstream/measure";
import { queryRange } from "@/lib/victoriametrics/query-range";
import { freePort } from "../../scripts/process/free-port.mjs";
import { stopEverything } from "../../scripts/process/start-process.mjs";
import { startVictoriaMetrics } from "../../scripts/programs/start-victoria-metrics.mjs";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { loadOverview } from "./load-overview";
import { manyRoutes, scrapeOfManyRoutes } from "./testing/many-routes";

const dir = mkdtempSync(path.join(tmpdir(), "obs-load-"));

let victoriaMetricsPid = 0;
const tickMs = 10;
const userTicks = 11;

/** CPU time that VictoriaMetrics has used, in milliseconds. */
function spentByVictoriaMetrics(): number {
  const afterName = readFileSync(`/proc/${victoriaMetricsPid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(afterName[userTicks]) + Number(afterName[userTicks + 1])) * tickMs;
}

/**
 * How long `look` takes on two cores that do nothing else, in milliseconds: VictoriaMetrics works on both of them, the
 * console waits for it and works on one. By CPU time, since what else this machine does must not decide.
 */
async function costOf(look: () => Promise<unknown>): Promise<number> {
  const [own, theirs] = [process.cpuUsage(), spentByVictoriaMetrics()];
  await look();
  const { user, system } = process.cpuUsage(own);
  return (user + system) / 1000 + (spentByVictoriaMetrics() - theirs) / 2;
}

beforeAll(async () => {
  // Within the plan's 256 MB: the flags that the stack and the deployment start it with.
  const { url, process: started } = await startVictoriaMetrics({
    port: await freePort(),
    dataDir: path.join(dir, "vm"),
  });
  victoriaMetricsPid = started.pid;
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  Object.assign(process.env, {
    VICTORIAMETRICS_URL: url,
    JAEGER_URL: `http://127.0.0.1:${await freePort()}`,
    DATABASE_URL: databaseUrl,
    OBS_LOG_LEVEL: "silent",
    // The shortest slot, so that each look asks anew.
    OBS_SCRAPE_INTERVAL_SECONDS: "1",
  });
  const endMs = Date.now();
  for (let step = 0; step < 8; step += 1)
    await importHistory(url, scrapeOfManyRoutes(endMs - (7 - step) * 30_000, step));
});

afterAll(async () => {
  await stopEverything();
  rmSync(dir, { recursive: true, force: true });
});

describe("1,000 routes and 20 statuses in 256 MB", () => {
  it("answer the on-call page within a second, nearly always", async () => {
    // Right after the import VictoriaMetrics still sorts what it took in.
    const count = async () => {
      const { routes: measured } = await loadOverview({ range: "15m" });
      return measured.state === "ready" ? measured.value.length : measured.state;
    };
    await expect.poll(count, { timeout: 100_000 }).toBe(manyRoutes);
    const times: number[] = [];
    // The first look has warmed code and caches.
    let slot = 0;
    while (times.length < 20) {
      // In a slot that has begun nothing is asked anew.
      await expect.poll(() => Math.floor(Date.now() / 1000), { interval: 20 }).toBeGreaterThan(slot);
      slot = Math.floor(Date.now() / 1000);
      let state = "";
      const cost = await costOf(async () => {
        state = (await loadOverview({ range: "15m" })).routes.state;
      });
      // On a crowded machine a question may time out; what was answered is what is timed.
      if (state === "ready") times.push(cost);
    }
    expect(nearestRank(times, 0.95)).toBeLessThan(1000);
  }, 240_000);

  it("show a question that VictoriaMetrics refuses as just that, not as an outage", { timeout: 240_000 }, async () => {
    const endMs = Date.now();
    const heavy = "rate(http_request_duration_seconds_bucket[1h])";
    const grid = { startMs: endMs - 20_000_000, endMs, stepSeconds: 1 };
    const ask = () => measure(async () => ({ value: await queryRange(heavy, grid), sampledAtMs: endMs }));
    await expect.poll(ask, { timeout: 100_000, interval: 1000 }).toMatchObject({
      state: "error",
      failure: { kind: "bad-status", tooHeavy: true, message: expect.stringContaining("too heavy for its memory") },
    });
    const state = async () => (await loadOverview({ range: "15m" })).routes.state;
    await expect.poll(state, { timeout: 100_000, interval: 1000 }).toBe("ready");
  });
});
