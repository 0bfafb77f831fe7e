import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { migrateDatabase } from "../../../scripts/setup/migrate-database.mjs";
import { loadKernelLogCoverage } from "../load-kernel-log-coverage";
import { loadOomKills } from "../load-oom-kills";
import { collectKernelLog } from "./collect-kernel-log";
import { openKmsg } from "./read-kmsg";

const dir = mkdtempSync(path.join(tmpdir(), "obs-kernel-"));
const file = path.join(dir, "kernel.jsonl");
const startMs = Date.now() - 3600_000;
let sequence = 0;

function line(text: string): string {
  sequence += 1;
  return `${JSON.stringify({
    __CURSOR: `s=${sequence}`,
    __REALTIME_TIMESTAMP: String((startMs + sequence * 1000) * 1000),
    _BOOT_ID: "boot",
    _TRANSPORT: "kernel",
    MESSAGE: text,
  })}\n`;
}
const constraint = (pid: number) =>
  line(
    `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=/docker/x,task_memcg=/docker/x,task=a,pid=${pid},uid=0`,
  );
const killed = (pid: number) =>
  line(
    `Memory cgroup out of memory: Killed process ${pid} (clickhouse-serv) total-vm:9kB, anon-rss:8kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:1kB oom_score_adj:0`,
  );

const pids = async () =>
  (await loadOomKills({ fromMs: 0, toMs: Date.now() })).map(({ pid }) => pid).toSorted((a, b) => a - b);
let controller: AbortController;
let done: Promise<void>;
const start = () => {
  controller = new AbortController();
  done = collectKernelLog(controller.signal);
};
const stop = async () => {
  controller?.abort();
  await done;
};

beforeAll(async () => {
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  Object.assign(process.env, { DATABASE_URL: databaseUrl, OBS_LOG_LEVEL: "silent", OBS_KERNEL_LOG_FILE: file });
});
afterEach(stop);
afterAll(async () => {
  await db().$disconnect();
  rmSync(dir, { recursive: true, force: true });
});

describe("the file of the host unit", () => {
  it("gives each kill once: read whole, in halves, across a change of generations, and after restarts", async () => {
    writeFileSync(`${file}.1`, constraint(1) + killed(1));
    writeFileSync(file, line("eth0: link up") + constraint(2) + killed(2));
    start();
    await expect.poll(pids, { timeout: 20_000 }).toEqual([1, 2]);
    const half = constraint(3) + killed(3);
    appendFileSync(file, half.slice(0, -40));
    await expect.poll(async () => (await loadKernelLogCoverage()).source, { timeout: 20_000 }).toBe("journal-file");
    appendFileSync(file, half.slice(-40));
    await expect.poll(pids, { timeout: 20_000 }).toEqual([1, 2, 3]);
    // What is added before the change of generations is read from the older one.
    appendFileSync(file, constraint(4) + killed(4));
    renameSync(file, `${file}.1`);
    writeFileSync(file, constraint(5) + killed(5));
    await expect.poll(pids, { timeout: 20_000 }).toEqual([1, 2, 3, 4, 5]);
    await stop();
    appendFileSync(file, constraint(6));
    start();
    appendFileSync(file, killed(6));
    await expect.poll(pids, { timeout: 20_000 }).toEqual([1, 2, 3, 4, 5, 6]);
    const [newest] = await loadOomKills({ fromMs: 0, toMs: Date.now(), limit: 1 });
    expect(newest).toMatchObject({ pid: 6, cgroup: "/docker/x", victim: "clickhouse", constraint: "memcg" });
  }, 120_000);

  it("is said to be unread once the unit is silent, with what then cannot be told", async () => {
    utimesSync(file, new Date(), new Date(Date.now() - 3600_000));
    start();
    await expect.poll(async () => (await loadKernelLogCoverage()).source, { timeout: 20_000 }).not.toBe("journal-file");
    const coverage = await loadKernelLogCoverage();
    expect(coverage.text).toContain("host unit is silent");
    expect(coverage.cannotTell).not.toBeNull();
    expect(coverage.coveredSinceMs).toBeNull();
  }, 60_000);

  it("counts as watched from now on while it is empty", async () => {
    rmSync(`${file}.1`);
    writeFileSync(file, "");
    const beforeMs = Date.now();
    start();
    await expect.poll(async () => (await loadKernelLogCoverage()).source, { timeout: 20_000 }).toBe("journal-file");
    expect((await loadKernelLogCoverage()).coveredSinceMs).toBeGreaterThanOrEqual(beforeMs);
  }, 60_000);
});

/** Anybody who may not open it (a container, a user without the right) has the vmstat counter instead. */
const readable = (() => {
  try {
    openKmsg("/dev/kmsg", "boot").close();
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!readable)(`/dev/kmsg${readable ? "" : " (skipped: it may not be opened here)"}`, () => {
  it("is read to its end without waiting, in order", async () => {
    const kmsg = openKmsg("/dev/kmsg", readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
    const sequences: number[] = [];
    let more = true;
    while (more) {
      const batch = await kmsg.readBatch();
      sequences.push(...batch.records.map(({ cursor }) => Number(cursor)));
      for (const { atMs } of batch.records) expect(atMs).toBeLessThan(Date.now() + 60_000);
      more = batch.more;
    }
    kmsg.close();
    expect(sequences.length).toBeGreaterThan(0);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  });
});
