import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { env } from "@/lib/runtime/env";
import { coalesce, freshEveryMs, maxKeys } from "./coalesce";
import { fetchUpstream } from "./fetch-upstream";
import { startHostileServer } from "./testing/hostile-server";

const slotMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
let key = "";
let round = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: 1_800_000_000_000 });
  round += 1;
  key = `test ${round}`;
});
afterEach(() => {
  vi.useRealTimers();
});

function countingLoad() {
  let calls = 0;
  const load = async () => {
    calls += 1;
    return calls;
  };
  return { load, calls: () => calls };
}

describe("coalesce", () => {
  it("makes one request of 50 identical ones at the same time", async () => {
    const server = await startHostileServer();
    const ask = () => fetchUpstream({ source: "api", url: server.url, timeoutMs: 2000 });
    const answers = await Promise.all(Array.from({ length: 50 }, () => coalesce(key, ask)));
    expect(server.requests).toHaveLength(1);
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(["{}"]));
    await server.stop();
  });

  it("keeps the answer until the slot ends and asks again in the next", async () => {
    const { load } = countingLoad();
    expect(await coalesce(key, load)).toBe(1);
    vi.setSystemTime(Date.now() + slotMs - 1);
    expect(await coalesce(key, load)).toBe(1);
    vi.setSystemTime(Date.now() + 1);
    expect(await coalesce(key, load)).toBe(2);
  });

  it("keeps a failure for the slot too", async () => {
    let calls = 0;
    const load = async () => {
      calls += 1;
      throw new Error(`failure ${calls}`);
    };
    await expect(coalesce(key, load)).rejects.toThrow("failure 1");
    await expect(coalesce(key, load)).rejects.toThrow("failure 1");
    vi.setSystemTime(Date.now() + slotMs);
    await expect(coalesce(key, load)).rejects.toThrow("failure 2");
  });

  it("keeps an answer that lasts longer, and no failure", async () => {
    let calls = 0;
    const load = async () => {
      calls += 1;
      if (calls === 1) throw new Error("failure");
      return calls;
    };
    const ask = (fresh = false) => coalesce(key, load, { fresh, lastsMs: (value) => value * slotMs });
    await expect(ask()).rejects.toThrow("failure");
    vi.setSystemTime(Date.now() + slotMs);
    expect(await ask()).toBe(2);
    vi.setSystemTime(Date.now() + 2 * slotMs - 1);
    expect(await ask()).toBe(2);
    vi.setSystemTime(Date.now() + 1);
    expect(await ask()).toBe(3);
    vi.setSystemTime(Date.now() + freshEveryMs);
    expect(await ask(true)).toBe(4);
  });

  it("lets `fresh` skip the slot, but not more than every 2 s", async () => {
    const { load } = countingLoad();
    await coalesce(key, load);
    vi.setSystemTime(Date.now() + freshEveryMs - 1);
    expect(await coalesce(key, load, { fresh: true })).toBe(1);
    vi.setSystemTime(Date.now() + 1);
    expect(await coalesce(key, load, { fresh: true })).toBe(2);
    expect(await coalesce(key, load, { fresh: true })).toBe(2);
  });

  it("shares a load in flight across the end of its slot", async () => {
    let finish: (text: string) => void = () => {};
    const load = () =>
      new Promise<string>((resolve) => {
        finish = resolve;
      });
    const first = coalesce(key, load);
    vi.setSystemTime(Date.now() + slotMs);
    const second = coalesce(key, async () => "another", { fresh: true });
    finish("the same");
    expect(await Promise.all([first, second])).toEqual(["the same", "the same"]);
  });

  it("keeps a bounded number of answers, and none of an earlier slot", async () => {
    const { load, calls } = countingLoad();
    for (let i = 0; i < maxKeys + 10; i += 1) await coalesce(`${key} ${i}`, load);
    await coalesce(`${key} 0`, load);
    expect(calls()).toBe(maxKeys + 11);
    await coalesce(`${key} ${maxKeys + 9}`, load);
    expect(calls()).toBe(maxKeys + 11);
  });

  it("is one for all bundles of the process", async () => {
    await coalesce(key, async () => "from the first bundle");
    vi.resetModules();
    const other = await import("./coalesce");
    expect(other.coalesce).not.toBe(coalesce);
    expect(await other.coalesce(key, async () => "from the second")).toBe("from the first bundle");
  });
});
