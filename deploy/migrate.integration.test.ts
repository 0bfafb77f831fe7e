import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadMigration } from "@/lib/migration/load-migration";
import { moveSteps, rehearsalSteps } from "@/lib/migration/move-record";
import { poll, temporaryDir } from "@/scripts/run/test-helpers";
import { missingPrograms } from "@/scripts/setup/missing-programs";
import { missingTraces, sendersAddress, startTwoBoxes } from "./testing/two-boxes";

const dir = temporaryDir();
let boxes: Awaited<ReturnType<typeof startTwoBoxes>>;
/** An exporter that goes on for longer than ours would: what is lost then is the move's fault. */
const patience = { OTEL_EXPORTER_OTLP_TIMEOUT: "90000", OTEL_BSP_EXPORT_TIMEOUT: "90000" };

beforeAll(async () => {
  missingPrograms({ rsync: "rsync" });
  boxes = await startTwoBoxes(dir);
}, 300_000);

afterAll(async () => {
  await boxes?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const send = (spans: number) => boxes.sendSpans(spans, patience);

/** From now on this process reads what a box's console would: its database and its records. */
function openConsole({ dir: of, ports }: typeof boxes.target): void {
  const data = path.join(of, "console");
  vi.stubEnv("OBS_DATA_DIR", data);
  vi.stubEnv("DATABASE_URL", `file:${path.join(data, "console.db")}`);
  vi.stubEnv("VICTORIAMETRICS_URL", `http://127.0.0.1:${ports.vm}`);
  vi.stubEnv("OBS_LOG_LEVEL", "silent");
}

const moveTo = (target: string) => [
  "move",
  "--to",
  target,
  "--forward-to",
  `http://127.0.0.1:${boxes.target.ports.gate}`,
];

/** Every file below a directory with its size. */
function filesOf(top: string): string[] {
  const names = readdirSync(top, { recursive: true, encoding: "utf8" }).map((name) => path.join(top, name));
  return names.filter((name) => statSync(name).isFile()).map((name) => `${name} ${statSync(name).size}`);
}

const ticksNow = async () => {
  const seen = await boxes.ticksOf(boxes.source);
  return seen.length >= 3 ? seen : undefined;
};

describe("what is refused before anything changes", () => {
  test.each([
    [
      "a target with data",
      "target-has-data",
      () => {
        mkdirSync(path.join(dir, "taken/vm/data"), { recursive: true });
        return path.join(dir, "taken");
      },
    ],
    ["the stack's own root", "same-root", () => boxes.source.dir],
    ["a directory inside a store", "target-inside-source", () => path.join(boxes.source.dir, "vm/inside")],
    ["a host that ssh does not reach", "target-unreachable", () => "nobody@127.0.0.1:/nowhere"],
    ["one with an IPv6 address", "target-unreachable", () => "nobody@[::1]:/nowhere"],
  ])("%s", async (_, code, target) => {
    const { code: status, output } = await boxes.migrate(moveTo(target()));
    expect(output).toContain(`(${code})`);
    expect(status).toBe(1);
    expect(boxes.readRecord().steps.at(-1)).toMatchObject({ name: "preflight", state: "failed", code });
    expect(output).toContain("runs on as before");
    expect((await boxes.migrate(["rollback"])).code).toBe(0);
  });

  test.runIf(process.getuid?.() === 0)("a full disk", async () => {
    const small = path.join(dir, "small");
    mkdirSync(small);
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", small]);
    try {
      const { output } = await boxes.migrate(moveTo(small));
      expect(output).toContain("(target-disk-full)");
      expect(output).toMatch(/has \d MB free for it, and \d+ MB are needed/);
      await boxes.migrate(["rollback"]);
    } finally {
      spawnSync("umount", [small]);
    }
  });

  test("an unknown word, and no target", async () => {
    expect((await boxes.migrate(["move", "--too", "x"])).code).toBe(2);
    expect((await boxes.migrate(["move"])).output).toContain("Where to?");
  });
});

test("a dry run changes nothing", async () => {
  const before = readdirSync(boxes.records);
  const { code, output } = await boxes.migrate([...moveTo(boxes.target.dir), "--dry-run"]);
  expect(code).toBe(0);
  expect(output).toContain(`would: copy ${boxes.source.dir}/vm (metrics)`);
  expect(readdirSync(boxes.target.dir)).toEqual(["box.json"]);
  expect(readdirSync(boxes.records)).toEqual(before);
});

test("a rehearsal copies, starts and asks a copy, and leaves the running stack alone", async () => {
  await poll("ticks", ticksNow);
  const pids = readFileSync(path.join(boxes.source.dir, "pids.json"), "utf8");
  const place = path.join(dir, "rehearsal");
  const { code, output } = await boxes.migrate(["rehearse", "--to", place]);
  expect(output).toContain("the running stack was left alone");
  expect(code).toBe(0);
  const record = boxes.readRecord();
  expect(record).toMatchObject({ kind: "rehearse", state: "finished" });
  expect(record.steps.map(({ name }) => name)).toEqual(rehearsalSteps);
  expect(record.facts.seriesAfter).toBeGreaterThan(0);
  expect(existsSync(place)).toBe(false);
  expect(readFileSync(path.join(boxes.source.dir, "pids.json"), "utf8")).toBe(pids);
  await boxes.box(boxes.source, "verify");
  await expect(boxes.box(boxes.source, "stopped")).rejects.toThrow("still run");
  // Its snapshot is given back.
  expect(readdirSync(path.join(boxes.source.dir, "vm/snapshots"))).toEqual([]);
  // Nothing that was sent meanwhile was refused: the log has pushes, and only well answered ones.
  const log = readFileSync(path.join(boxes.source.dir, "console/gate/log/access.log"), "utf8");
  const pushes = log.split("\n").filter((line) => line.includes(sendersAddress));
  expect(pushes.length).toBeGreaterThan(10);
  expect(pushes.filter((line) => !line.includes('"status":204'))).toEqual([]);
});

test("killed at each step and run again, the move ends as if it had not been; nothing is lost", {
  timeout: 240_000,
}, async () => {
  const { source, target, network } = boxes;
  const revoked = "AAAAAAAAAA";
  mkdirSync(path.join(source.dir, "console/gate/deny"), { recursive: true });
  writeFileSync(path.join(source.dir, "console/gate/deny", revoked), "");
  const before = await send(20);
  const during = send(300);

  let left: string[] = [];
  for (const step of moveSteps.filter((name) => name !== "prepare")) {
    const run = await boxes.migrate(moveTo(target.dir), { dieIn: step });
    expect(run.code, `${step}: ${run.output}`).toBeNull();
    if (step === "final-copy") left = filesOf(source.dir);
  }
  const last = await boxes.migrate(moveTo(target.dir));
  expect(last.code, last.output).toBe(0);
  const record = boxes.readRecord();
  expect(record).toMatchObject({ kind: "move", state: "finished" });
  expect(record.steps.map(({ name, state }) => `${name} ${state}`)).toEqual(moveSteps.map((name) => `${name} done`));
  expect(record.steps.filter(({ tries }) => tries === 2)).toHaveLength(moveSteps.length - 1);
  // The new box has the record too.
  expect(boxes.readRecord(target)).toEqual(record);

  // Nothing of the old box is gone: neither a store's file nor another; its logs and the gate's settings went on.
  const now = new Set(filesOf(source.dir));
  const stores = left.filter((file) => /\/(vm|jaeger)\//.test(file));
  expect(stores.length).toBeGreaterThan(20);
  expect(stores.filter((file) => !now.has(file))).toEqual([]);

  // Senders still come by the old address, and the new console tells so; then the record changes, and they come straight.
  const { traceIds, failedExports } = await during;
  openConsole(target);
  const cutover = await poll("the lamps of a cutover", async () => {
    const seen = await loadMigration();
    return seen.lamps.some(({ code, because }) => code === "split-brain" && because === "some-by-old-gate")
      ? seen
      : undefined;
  });
  expect(cutover.move?.id).toBe(record.id);
  expect(cutover.cutover?.atMs).toBe(record.facts.forwardedAtMs);
  expect(cutover.lamps.find(({ code }) => code === "power-off")?.state).not.toBe("ok");
  network.pointTo(target.ports.gate);
  const after = await send(20);
  const lost = await missingTraces(target, [...before.traceIds, ...traceIds, ...after.traceIds]);
  // A span is lost only where its exporter said so, and it gives up only after its minute.
  const gapMs = (record.facts.forwardedAtMs ?? 0) - (record.facts.stoppedAtMs ?? 0);
  expect(gapMs).toBeGreaterThan(0);
  if (gapMs < 50_000) expect({ lost: lost.length, failedExports }).toEqual({ lost: 0, failedExports: 0 });
  else expect(failedExports > 0 || lost.length === 0).toBe(true);

  const until = boxes.ticks.count();
  // vmagent sends by several connections: a later sample may arrive first.
  const isWhole = (values: number[]) => values.length === (values.at(-1) ?? 0) - (values[0] ?? 0) + 1;
  const ticks = await poll("every sample up to the last", async () => {
    const values = await boxes.ticksOf(target);
    return (values.at(-1) ?? 0) >= until && isWhole(values) ? values : undefined;
  });
  // One sample is one scrape: each that was ever made is there.
  const first = ticks[0] ?? 0;
  expect(ticks).toEqual(ticks.map((_, index) => first + index));
  expect(first).toBeLessThanOrEqual(2);

  const straight = () => loadMigration().then(({ lamps }) => lamps.find(({ code }) => code === "split-brain"));
  await poll("all straight", async () => ((await straight())?.because === "all-straight" ? true : undefined));

  // The new gate knows the sender behind the old one, and the tombstone moved.
  const log = readFileSync(path.join(target.dir, "console/gate/log/access.log"), "utf8");
  expect(log).toContain(`"address":"${sendersAddress}"`);
  expect(log).toContain('"via":"127.0.0.1"');
  expect(existsSync(path.join(target.dir, "console/gate/deny", revoked))).toBe(true);
  const stranger = await fetch(`http://127.0.0.1:${source.ports.gate}/api/v1/write`, { method: "POST" });
  expect(stranger.status).toBe(401);
});

test("a rollback gives the old box its work back", async () => {
  const { source, target, network } = boxes;
  const { code, output } = await boxes.migrate(["rollback"]);
  expect(code, output).toBe(0);
  network.pointTo(source.ports.gate);
  await boxes.box(target, "stopped");
  await boxes.box(source, "verify");
  expect(boxes.readRecord().state).toBe("rolled-back");
  const { traceIds } = await send(5);
  expect(await missingTraces(source, traceIds)).toEqual([]);
});
