import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { freePort } from "./process/free-port.mjs";
import { type Running, startProcess, stopEverything } from "./process/start-process.mjs";
import { portTable } from "./run/ports.mjs";
import type { RunRecord } from "./run/run-record.mjs";
import { startOf } from "./run/run-record.mjs";
import { poll, temporaryDir } from "./run/test-helpers";

const root = path.resolve(import.meta.dirname, "..");
const settings = ["VICTORIAMETRICS_URL", "JAEGER_URL", "OBS_OTLP_URL", "DATABASE_URL", "NODE_OPTIONS", "NODE_ENV"];

afterEach(() => stopEverything());

async function environment(dataDir: string): Promise<Record<string, string>> {
  const names = Object.values(portTable).map(({ variable }) => variable);
  const ports = await Promise.all(names.map(async (name) => [name, String(await freePort())] as const));
  const unset = settings.map((name) => [name, ""] as const);
  return { ...Object.fromEntries([...unset, ...ports]), OBS_DATA_DIR: dataDir };
}

/** Runs scripts/start.mjs with its output in `text()`. */
function runStart(env: Record<string, string>, args: string[] = ["--no-demo"]): Running & { text: () => string } {
  let text = "";
  const onOutput = (more: string) => {
    text += more;
  };
  const command = { command: process.execPath, args: ["scripts/start.mjs", ...args], cwd: root };
  return { ...startProcess({ name: "start", ...command, env, onOutput }), text: () => text };
}

const recordIn = (dataDir: string): RunRecord | undefined => {
  const file = path.join(dataDir, "run.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
};

// The first start on a machine builds the console.
test("everything comes up, a second start says so, and SIGTERM leaves nothing behind", {
  timeout: 300_000,
}, async () => {
  const dataDir = temporaryDir();
  const env = await environment(dataDir);
  const start = runStart(env);
  await poll("the start", async () => (start.text().includes("Stop with Ctrl-C") ? true : undefined), 280_000);
  expect(start.text()).toContain("[7/7] Programs beside it: all ready");
  expect((await fetch(`http://127.0.0.1:${env.PORT}/`)).status).toBeLessThan(500);

  const record = recordIn(dataDir);
  expect(record?.children.map((child) => child.name).sort()).toEqual([
    "console",
    "jaeger",
    "nginx",
    "victoria-metrics",
    "vmagent",
  ]);
  const shown = /Sign in as {2}admin@obs\.local\n {2}Password {4}(\S+)/.exec(start.text())?.[1] ?? "";
  expect(shown).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/);
  expect(start.text().split(shown)).toHaveLength(2);
  expect(readFileSync(path.join(dataDir, "logs/console.log"), "utf8")).not.toContain(shown);
  // Of all that the stack wrote, nothing is for other users of the host. What a program removes meanwhile is no matter.
  const written = readdirSync(dataDir, { recursive: true, encoding: "utf8" });
  const open = written.filter((file) => {
    const mode = lstatSync(path.join(dataDir, file), { throwIfNoEntry: false })?.mode ?? 0;
    return (mode & 0o170000) !== 0o120000 && (mode & 0o077) !== 0;
  });
  expect(open).toEqual([]);
  expect(written.length).toBeGreaterThan(20);
  const second = runStart(env);
  expect(await second.exited).toBe("exit code 1");
  expect(second.text()).toContain(`It already runs: http://127.0.0.1:${env.PORT} (process ${start.pid})`);

  process.kill(start.pid, "SIGTERM");
  expect(await start.exited).toBe("exit code 0");
  expect(start.text()).toContain("Stopped; nothing is left running.");
  for (const { name, pid } of record?.children ?? []) expect(startOf(pid), name).toBe("");
  expect(recordIn(dataDir)).toBeUndefined();
});

test("SIGTERM in the first moments stops it as well", { timeout: 60_000 }, async () => {
  const dataDir = temporaryDir();
  const start = runStart(await environment(dataDir));
  await poll("the first step", async () => (start.text().includes("[1/7]") ? true : undefined));
  process.kill(start.pid, "SIGTERM");
  expect(await start.exited).toBe("exit code 0");
  expect(recordIn(dataDir)).toBeUndefined();
});

test("a busy port stops the start with the variable to set", async () => {
  const dataDir = temporaryDir();
  const { createServer } = await import("node:net");
  const env = await environment(dataDir);
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(Number(env.OBS_GATE_PORT), "127.0.0.1", resolve));
  const start = runStart(env);
  expect(await start.exited).toBe("exit code 1");
  expect(start.text()).toContain("set OBS_GATE_PORT to another port");
  await new Promise((resolve) => holder.close(resolve));
});

test("an unknown option is refused with the known ones", async () => {
  const start = runStart({}, ["--demo"]);
  expect(await start.exited).toBe("exit code 1");
  expect(start.text()).toContain("Unknown option --demo. There are --no-demo");
});
