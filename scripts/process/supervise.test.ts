import { expect, test } from "vitest";
import { backoffMs, supervise } from "./supervise.mjs";

/** A program that ends as soon as it runs, `runs` times; afterwards it stays. */
function crashing(runs: number) {
  let starts = 0;
  const start = async () => {
    starts += 1;
    const exited = starts <= runs ? Promise.resolve("exit code 1") : new Promise<string>(() => {});
    const process = { name: "x", pid: 0, logFile: undefined, exited, stop: async () => {} };
    return { process, url: "http://x", stop: async () => {} };
  };
  return { start, starts: () => starts };
}

const common = { name: "vmagent", logFile: "/logs/vmagent.log", isStopping: () => false };

test("pauses double from 1 s to 30 s", () => {
  expect([1, 2, 3, 4, 5, 6, 20].map(backoffMs)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test("a program that ends is named with its log and started again", async () => {
  const lines: string[] = [];
  const program = crashing(2);
  const isUp = new Promise<void>((resolve) => {
    const log = (line: string) => {
      lines.push(line);
      if (lines.filter((text) => text.includes("runs again")).length === 2) resolve();
    };
    void supervise({ ...common, start: program.start, log, pause: async () => {} });
  });
  await isUp;
  expect(program.starts()).toBe(3);
  expect(lines[1]).toBe("  vmagent ended (exit code 1). Its log: /logs/vmagent.log. Starting it again in 1 s.");
});

test("one that never stays is said to, once, and tried on until it does", async () => {
  const lines: string[] = [];
  const program = crashing(40);
  let runs = 0;
  const stays = new Promise<void>((resolve) => {
    const start = async () => {
      runs += 1;
      if (runs > 40) resolve();
      return program.start();
    };
    void supervise({ ...common, start, log: (line) => lines.push(line), pause: async () => {} });
  });
  await stays;
  const told = lines.filter((line) => line.includes("does not stay up"));
  expect(told).toEqual(["  vmagent does not stay up. Its log: /logs/vmagent.log. It is tried again every 30 s."]);
});

test("one that stays on the sixth try is supervised again", async () => {
  const lines: string[] = [];
  let starts = 0;
  let end = (_reason: string) => {};
  const start = async () => {
    starts += 1;
    if (starts < 7) throw new Error("no port");
    const exited = new Promise<string>((resolve) => {
      end = resolve;
    });
    const process = { name: "x", pid: 0, logFile: undefined, exited, stop: async () => {} };
    return { process, url: "http://x", stop: async () => {} };
  };
  const log = (line: string) => lines.push(line);
  await supervise({ ...common, start, log, pause: async () => {} });
  await expect.poll(() => lines.at(-1)).toBe("  vmagent runs again.");
  // It is not reported as left stopped while it runs; and when it ends, that is told.
  expect(lines.filter((line) => line.includes("does not stay up"))).toEqual([]);
  end("exit code 1");
  await expect.poll(() => lines.at(-1)).toContain("does not stay up");
  expect(lines.at(-2)).toContain("vmagent ended (exit code 1)");
});

test("a failed first start says why and is tried again", async () => {
  const lines: string[] = [];
  const program = crashing(0);
  let failed = false;
  const start = async () => {
    if (!failed) {
      failed = true;
      throw new Error("no port");
    }
    return program.start();
  };
  const recovered = new Promise<void>((resolve) => {
    const log = (line: string) => {
      lines.push(line);
      if (line.includes("runs again")) resolve();
    };
    void supervise({ ...common, start, log, pause: async () => {} }).then((ready) => expect(ready).toBe(false));
  });
  await recovered;
  expect(lines[0]).toBe("  vmagent did not start: no port");
});

test("nothing is started again while everything stops", async () => {
  const program = crashing(1);
  const pauses: number[] = [];
  const pause = async (ms: number) => pauses.push(ms);
  await supervise({ ...common, start: program.start, log: () => {}, isStopping: () => true, pause });
  expect([program.starts(), pauses]).toEqual([1, []]);
});
