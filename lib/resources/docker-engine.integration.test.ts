import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadBudget } from "@/lib/budget/load-budget";
import { db } from "@/lib/db/client";
import { composeProject } from "@/lib/plan/budget";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { collectContainerEvents, loadContainerHistory } from "./container-events";
import { collectKernelLog } from "./kernel-log/collect-kernel-log";
import { liveState } from "./live-state";
import { loadOomKills } from "./load-oom-kills";
import { createProgramSampler } from "./sample-programs";
import { importBallast, runContainer, startDockerEngine, whyNoDockerEngine } from "./testing/start-docker-engine";

const reason = whyNoDockerEngine();
const mebibyte = 1024 ** 2;
const dir = mkdtempSync(path.join(tmpdir(), "obs-docker-"));
const labels = (service: string) => ({
  "com.docker.compose.project": composeProject,
  "com.docker.compose.service": service,
});

/** Figures of a container from its cgroup files, read now: v1 or v2. */
async function cgroupFigures(id: string): Promise<{ workingBytes: number; anonBytes: number }> {
  const found = [
    {
      at: `/sys/fs/cgroup/memory/docker/${id}`,
      usage: "memory.usage_in_bytes",
      inactive: "total_inactive_file",
      anon: "total_rss",
    },
    { at: `/sys/fs/cgroup/docker/${id}`, usage: "memory.current", inactive: "inactive_file", anon: "anon" },
    {
      at: `/sys/fs/cgroup/system.slice/docker-${id}.scope`,
      usage: "memory.current",
      inactive: "inactive_file",
      anon: "anon",
    },
  ];
  for (const { at, usage, inactive, anon } of found) {
    const stat = await readFile(path.join(at, "memory.stat"), "utf8").catch(() => null);
    if (stat === null) continue;
    const value = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(stat)?.[1]);
    const used = Number(readFileSync(path.join(at, usage), "utf8"));
    return { workingBytes: used - value(inactive), anonBytes: value(anon) };
  }
  throw new Error(`no memory cgroup of ${id}`);
}

describe.skipIf(reason !== null)(`against a real Docker Engine${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let engine: Awaited<ReturnType<typeof startDockerEngine>>;
  let image: string;
  const collectors: AbortController[] = [];
  const startCollectors = () => {
    const controller = new AbortController();
    collectors.push(controller);
    void collectContainerEvents(controller.signal);
    void collectKernelLog(controller.signal);
    return controller;
  };
  const ids: Record<string, string> = {};
  const run = async (plan: Parameters<typeof runContainer>[2]) => {
    ids[plan.name] = await runContainer(engine.docker, image, plan);
    return ids[plan.name] ?? "";
  };
  const sampler = createProgramSampler();
  const sample = async (subject: "jaeger" | "victoriametrics" | "grafana") => (await sampler()).get(subject);
  const killsOf = async (victim: Parameters<typeof loadOomKills>[0]["victim"]) =>
    (await loadOomKills({ fromMs: Date.now() - 600_000, toMs: Date.now() + 60_000, victim })).filter(
      ({ containerId }) => Object.values(ids).includes(containerId ?? ""),
    );

  beforeAll(async () => {
    engine = await startDockerEngine(dir);
    image = await importBallast(engine.docker, dir, ["jaeger", "clickhouse-serv"]);
    const databaseUrl = `file:${path.join(dir, "console.db")}`;
    await migrateDatabase({ databaseUrl });
    Object.assign(process.env, {
      DATABASE_URL: databaseUrl,
      OBS_DATA_DIR: dir,
      DOCKER_HOST: engine.host,
      OBS_LOG_LEVEL: "silent",
    });
    startCollectors();
    await run({
      name: "obs-jaeger",
      command: ["/jaeger", "60"],
      memoryBytes: 256 * mebibyte,
      labels: labels("jaeger"),
    });
  }, 180_000);
  afterAll(async () => {
    for (const controller of collectors) controller.abort();
    await engine?.destroy();
    await db().$disconnect();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  it("samples what the cgroup files say, within 2 %, with the limit that the kernel enforces", async () => {
    await expect
      .poll(async () => (await sample("jaeger"))?.memoryBytes ?? 0, { timeout: 30_000 })
      .toBeGreaterThan(60 * mebibyte);
    const files = await cgroupFigures(ids["obs-jaeger"] ?? "");
    const taken = await sample("jaeger");
    expect(taken?.source).toBe("docker");
    expect(taken?.enforcedLimitBytes).toBe(256 * mebibyte);
    expect(Math.abs((taken?.memoryBytes ?? 0) / files.workingBytes - 1)).toBeLessThan(0.02);
    expect(Math.abs((taken?.anonBytes ?? 0) / files.anonBytes - 1)).toBeLessThan(0.02);
    expect(taken?.swapBytes).toBe(0);
  });

  it("does not raise the bar for page cache", async () => {
    const before = await sample("jaeger");
    const exec = await engine.docker
      .getContainer(ids["obs-jaeger"] ?? "")
      .exec({ Cmd: ["/jaeger", "0", "/big", "80"], AttachStdout: true });
    const output = await exec.start({});
    await new Promise((resolve) => output.once("data", resolve));
    const after = await sample("jaeger");
    expect((after?.cacheBytes ?? 0) - (before?.cacheBytes ?? 0)).toBeGreaterThan(60 * mebibyte);
    expect((after?.memoryBytes ?? 0) - (before?.memoryBytes ?? 0)).toBeLessThan(12 * mebibyte);
  });

  it("knows the CPU of a container from two samples, and says which container does not run", async () => {
    await sample("jaeger");
    await expect.poll(async () => (await sample("jaeger"))?.cpuCores ?? null, { timeout: 20_000 }).not.toBeNull();
    const id = await run({
      name: "obs-grafana",
      command: ["/jaeger", "1"],
      memoryBytes: 64 * mebibyte,
      labels: labels("grafana"),
    });
    await engine.docker.getContainer(id).stop({ t: 0 });
    expect(await sample("grafana")).toBeUndefined();
    expect(liveState().containerNotes.get("grafana")).toContain("obs-grafana is exited");
    const grafana = (await loadBudget({ range: "1h" })).services.find(({ subject }) => subject === "grafana");
    expect(grafana).toMatchObject({ health: "unknown", now: null });
  });

  it("tells a real OOM kill of ours within 30 s, with victim, size and cgroup, though it restarts at once", async () => {
    await run({
      name: "obs-vm",
      command: ["/jaeger", "200"],
      memoryBytes: 24 * mebibyte,
      labels: labels("victoriametrics"),
      restart: true,
    });
    await expect
      .poll(async () => (await killsOf("ours:victoriametrics")).length, { timeout: 30_000 })
      .toBeGreaterThan(0);
    const [kill] = (await killsOf("ours:victoriametrics")).slice(-1);
    expect(kill).toMatchObject({ comm: "jaeger", containerName: "obs-vm", constraint: "memcg" });
    expect(kill?.cgroup).toContain(ids["obs-vm"]);
    expect(kill?.anonRssBytes ?? 0).toBeGreaterThan(15 * mebibyte);
    expect(kill?.lines.some((line) => line.includes("Killed process"))).toBe(true);
    await expect
      .poll(
        async () => (await loadContainerHistory(Date.now() - 600_000)).bySubject.get("victoriametrics")?.restarts ?? 0,
        {
          timeout: 30_000,
        },
      )
      .toBeGreaterThan(0);
    await engine.docker.getContainer(ids["obs-vm"] ?? "").remove({ force: true });
    const budget = await loadBudget({ range: "1h" });
    expect(budget.autopsy?.kill.victim).toBe("ours:victoriametrics");
    expect(budget.kernelLog.source).toBe("kmsg");
  });

  it("attributes an OOM kill of clickhouse-serv to ClickHouse, and not one by hand", async () => {
    const byHand = await run({ name: "by-hand", command: ["/clickhouse-serv", "8"], memoryBytes: 64 * mebibyte });
    await engine.docker.getContainer(byHand).kill({ signal: "SIGKILL" });
    await run({ name: "posthog-db", command: ["/clickhouse-serv", "200"], memoryBytes: 24 * mebibyte });
    await expect.poll(async () => (await killsOf("clickhouse")).length, { timeout: 60_000 }).toBe(1);
    const [kill] = await killsOf("clickhouse");
    expect(kill).toMatchObject({
      comm: "clickhouse-serv",
      containerId: ids["posthog-db"],
      containerName: "posthog-db",
    });
  });

  it("counts each kernel record once when the console restarts", async () => {
    const before = await db().kernelOomKill.findMany({ orderBy: { id: "asc" } });
    for (const controller of collectors.splice(0)) controller.abort();
    startCollectors();
    await run({ name: "again", command: ["/clickhouse-serv", "200"], memoryBytes: 24 * mebibyte });
    await expect.poll(async () => (await killsOf("clickhouse")).length, { timeout: 60_000 }).toBe(2);
    const after = await db().kernelOomKill.findMany({ orderBy: { id: "asc" } });
    expect(after.slice(0, before.length)).toEqual(before);
    expect(new Set(after.map(({ cursor }) => cursor)).size).toBe(after.length);
  });

  it("is unknown while the engine is down, and back with what happened when the engine is", async () => {
    expect(await sample("jaeger")).toBeDefined();
    await engine.stop();
    expect(await sample("jaeger")).toBeUndefined();
    expect(liveState().sources.get("docker")?.failure).toContain("Docker cannot be reached");
    const away = (await loadBudget({ range: "1h" })).services.find(({ subject }) => subject === "jaeger");
    expect(away).toMatchObject({ health: "unknown", now: null });
    await engine.start();
    await expect.poll(async () => (await sample("jaeger"))?.source, { timeout: 30_000 }).toBe("docker");
    await expect.poll(() => liveState().sources.get("docker-events")?.failure, { timeout: 40_000 }).toBeNull();
    const id = await run({
      name: "obs-after",
      command: ["/jaeger", "1"],
      memoryBytes: 64 * mebibyte,
      labels: labels("grafana"),
    });
    await expect
      .poll(() => db().containerEvent.count({ where: { containerId: id, action: "start" } }), { timeout: 30_000 })
      .toBe(1);
  }, 120_000);
});
