import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { claimDataDir, startOf } from "../run/run-record.mjs";
import { poll, temporaryDir } from "../run/test-helpers";
import { runCommand } from "./run-command.mjs";
import { rotateLog, startProcess } from "./start-process.mjs";

const node = process.execPath;

/** A program that starts a second one and tells its pid through a file. */
function withChild(file: string, own = "", child = "") {
  const idle = "setInterval(() => {}, 1000);";
  const script = `
    const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child + idle)}]);
    require("node:fs").writeFileSync(${JSON.stringify(file)}, String(child.pid));
    ${own}${idle}`;
  return startProcess({ name: "parent", command: node, args: ["-e", script] });
}

const pidIn = (file: string) =>
  poll("the child's pid", async () =>
    existsSync(file) && readFileSync(file, "utf8") ? Number(readFileSync(file, "utf8")) : undefined,
  );

test("stopping a program ends what it started too", async () => {
  const file = path.join(temporaryDir(), "pid");
  const parent = withChild(file);
  const child = await pidIn(file);
  await parent.stop();
  expect([startOf(parent.pid), startOf(child)]).toEqual(["", ""]);
  await parent.stop();
});

test("a child that outlives its parent's end is killed after the grace", { timeout: 30_000 }, async () => {
  const directory = temporaryDir();
  const ready = path.join(directory, "ready");
  const ignore = `process.on("SIGTERM", () => {}); require("node:fs").writeFileSync(${JSON.stringify(ready)}, "1");`;
  const parent = withChild(path.join(directory, "pid"), "", ignore);
  const child = await pidIn(path.join(directory, "pid"));
  await poll("the child", async () => (existsSync(ready) ? true : undefined));
  await parent.stop();
  expect(startOf(child)).toBe("");
});

test("a program that cannot be started says so and stops at once", async () => {
  const missing = startProcess({ name: "x", command: "/nonexistent/x", args: [] });
  expect(await missing.exited).toContain("cannot be started");
  await missing.stop();
});

test("a failed command carries its exit code and its last words", async () => {
  const script = "console.log('one'); console.error('two'); process.exit(3)";
  await expect(runCommand({ command: node, args: ["-e", script] })).rejects.toThrow(/exit code 3\n(one\ntwo|two\none)/);
});

test("a data directory has one start at a time; what a killed one left is stopped", async () => {
  const dataDir = temporaryDir();
  const file = path.join(dataDir, "pid");
  const module = path.resolve(import.meta.dirname, "../run/run-record.mjs");
  const script = `
    import(${JSON.stringify(module)}).then(async ({ claimDataDir }) => {
      const { startProcess } = await import(${JSON.stringify(path.resolve(import.meta.dirname, "start-process.mjs"))});
      const record = await claimDataDir({ dataDir: ${JSON.stringify(dataDir)}, url: "http://first", log() {} });
      const idle = startProcess({ name: "idle", command: process.execPath, args: ["-e", "setInterval(() => {}, 1000)"] });
      record.update([idle]);
      require("node:fs").writeFileSync(${JSON.stringify(file)}, String(idle.pid));
    });`;
  const first = startProcess({ name: "first", command: node, args: ["-e", script] });
  const orphan = await pidIn(file);
  const claim = () => claimDataDir({ dataDir, url: "http://second", log: () => {} });
  await expect(claim()).rejects.toThrow(`It already runs: http://first (process ${first.pid})`);
  process.kill(first.pid, "SIGKILL");
  await first.exited;
  expect(startOf(orphan)).not.toBe("");
  const second = await claim();
  expect(startOf(orphan)).toBe("");
  second.release();
  expect(existsSync(path.join(dataDir, "run.json"))).toBe(false);
});

test("a program gets a few names of the environment, and none of the settings", async () => {
  process.env.OBS_ADMIN_PASSWORD = "the admin's own";
  process.env.NEXTAUTH_SECRET = "the cookies' own";
  let seen = "";
  const program = startProcess({
    name: "env",
    command: process.execPath,
    args: ["-e", "console.log(JSON.stringify(process.env))"],
    env: { OWN: "given" },
    onOutput: (text) => {
      seen += text;
    },
  });
  expect(await program.exited).toBe("exit code 0");
  const env = JSON.parse(seen);
  expect(env).toMatchObject({ OWN: "given", PATH: process.env.PATH });
  expect(Object.keys(env).filter((name) => /^(OBS_|NEXTAUTH_)/.test(name))).toEqual([]);
});

test("a long log is put aside while its program runs, which goes on writing", async () => {
  const logFile = path.join(temporaryDir(), "x.log");
  const script = "setInterval(() => console.log('x'.repeat(999)), 1)";
  const program = startProcess({ name: "x", command: process.execPath, args: ["-e", script], logFile });
  await expect.poll(() => rotateLog(logFile, 20_000), { interval: 20 }).toBe(true);
  const before = statSync(logFile).size;
  await expect.poll(() => statSync(logFile).size, { interval: 20 }).toBeGreaterThan(before);
  expect(statSync(`${logFile}.1`).size).toBeGreaterThan(20_000);
  await program.stop();
});

test("a data directory that others can read is shut when it is claimed", async () => {
  const dataDir = temporaryDir();
  chmodSync(dataDir, 0o755);
  const record = await claimDataDir({ dataDir, url: "http://x", log: () => {} });
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  record.release();
});
