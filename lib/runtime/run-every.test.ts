import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { logger } from "./logger";
import { consoleMetrics } from "./metrics";
import { stoppedLoops } from "./pulse";
import { type Loop, type RunningLoop, runEvery } from "./run-every";

const running: RunningLoop[] = [];
const start = (loop: Partial<Loop>, turn: Parameters<typeof runEvery>[1]) => {
  const one = runEvery({ name: "test", everyMs: 1000, jitter: 0, ...loop }, turn);
  running.push(one);
  return one;
};

beforeEach(() => {
  process.env.OBS_LOG_LEVEL = "silent";
  vi.useFakeTimers();
});
afterEach(async () => {
  const stopped = Promise.all(running.splice(0).map(({ stop }) => stop()));
  await vi.advanceTimersByTimeAsync(1000);
  await stopped;
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("turns", () => {
  it("come at once and then at the interval, from the end of the one before", async () => {
    const turn = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 400)));
    start({}, turn);
    await vi.advanceTimersByTimeAsync(0);
    expect(turn).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1399);
    expect(turn).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(turn).toHaveBeenCalledTimes(2);
  });

  it("wait for the first pause, follow at once on more, and come sooner after a failure", async () => {
    const answers: (() => unknown)[] = [
      () => "more",
      () => "done",
      () => {
        throw new Error("away");
      },
    ];
    const turn = vi.fn(async () => answers.shift()?.());
    start({ firstMs: 5000, retryMs: 100 }, turn);
    await vi.advanceTimersByTimeAsync(4999);
    expect(turn).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(turn).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(turn).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(100);
    expect(turn).toHaveBeenCalledTimes(4);
  });

  it("vary by the jitter and no further", async () => {
    const atMs: number[] = [];
    start({ jitter: 0.5 }, async () => atMs.push(Date.now()));
    await vi.advanceTimersByTimeAsync(200_000);
    const gaps = atMs.slice(1).map((at, index) => at - (atMs[index] ?? 0));
    expect(gaps.length).toBeGreaterThan(130);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1501);
    expect(new Set(gaps).size).toBeGreaterThan(50);
  });

  it("do not wait for one that hangs where they may overlap, and do elsewhere", async () => {
    const hang = vi.fn(() => new Promise(() => {}));
    const patient = vi.fn(() => new Promise(() => {}));
    // Not stopped afterwards: `stop` would wait for them.
    runEvery({ name: "overlapping", everyMs: 1000, jitter: 0, mayOverlap: true }, hang);
    runEvery({ name: "patient", everyMs: 1000, jitter: 0 }, patient);
    await vi.advanceTimersByTimeAsync(3000);
    expect(hang).toHaveBeenCalledTimes(4);
    expect(patient).toHaveBeenCalledTimes(1);
  });

  it("come at once when woken, also while one is under way", async () => {
    const turn = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 100)));
    const { wake } = start({ everyMs: 60_000 }, turn);
    await vi.advanceTimersByTimeAsync(50);
    wake();
    await vi.advanceTimersByTimeAsync(50);
    expect(turn).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1000);
    wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(turn).toHaveBeenCalledTimes(3);
  });

  it("end with stop, which waits for the one under way", async () => {
    let finished = 0;
    const turn = async (signal: AbortSignal) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      if (signal.aborted) finished += 1;
    };
    const { stop } = runEvery({ name: "ends", everyMs: 1000 }, turn);
    await vi.advanceTimersByTimeAsync(100);
    const ended = stop();
    await vi.advanceTimersByTimeAsync(500);
    await ended;
    expect(finished).toBe(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(finished).toBe(1);
  });
});

describe("failures", () => {
  it("are logged once per streak", async () => {
    const [warn, info] = [vi.spyOn(logger(), "warn"), vi.spyOn(logger(), "info")];
    let broken = true;
    start({}, async () => {
      if (broken) throw new Error("away");
    });
    await vi.advanceTimersByTimeAsync(5500);
    expect(warn).toHaveBeenCalledTimes(1);
    broken = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(info).toHaveBeenCalledTimes(1);
    broken = true;
    await vi.advanceTimersByTimeAsync(3000);
    expect(warn).toHaveBeenCalledTimes(2);
  });

  it("end the pulse of a vital loop after 5 minutes, never that of another, and show in the metrics", async () => {
    const fail = async () => {
      throw new Error("away");
    };
    start({ name: "vital", isVital: true }, fail);
    start({ name: "other" }, fail);
    await vi.advanceTimersByTimeAsync(299_000);
    expect(stoppedLoops()).not.toContain("vital");
    await vi.advanceTimersByTimeAsync(2000);
    expect(stoppedLoops()).toContain("vital");
    expect(stoppedLoops()).not.toContain("other");
    const text = await consoleMetrics().registry.metrics();
    expect(text).toContain('obs_console_loop_failing{loop="other"} 1');
    expect(text).toMatch(/obs_console_loop_pulse_timestamp_seconds\{loop="vital"\} \d+/);
  });

  it("a turn that hangs ends the pulse of any loop; a slow loop has longer", async () => {
    const hang = () => new Promise(() => {});
    runEvery({ name: "hangs", everyMs: 1000 }, hang);
    runEvery({ name: "hourly", everyMs: 3_600_000 }, hang);
    await vi.advanceTimersByTimeAsync(301_000);
    expect(stoppedLoops()).toContain("hangs");
    expect(stoppedLoops()).not.toContain("hourly");
    await vi.advanceTimersByTimeAsync(3 * 3_600_000);
    expect(stoppedLoops()).toContain("hourly");
  });
});

it("a signal ends loop and process, though a server would keep it alive", () => {
  const file = path.join(import.meta.dirname, "testing/loop-program.ts");
  const args = ["--conditions=react-server", "--import", "tsx", file];
  const { signal, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 20_000 });
  expect(signal).toBe("SIGTERM");
  expect(stdout).toBe("turn\naborted\n");
});
