import { describe, expect, it } from "vitest";
import { rangeReachingTo } from "./range-of-window";

const nowMs = 1_800_000_000_000;

describe("rangeReachingTo", () => {
  it.each([
    ["now-15m", "15m"],
    ["now-1h", "1h"],
    ["now-3h", "6h"],
    ["now-1d/d", "24h"],
    ["now-2w", "7d"],
    [String(nowMs - 3600_000), "1h"],
    [String(nowMs - 3_660_000), "1h"],
    [String(nowMs - 4_000_000), "6h"],
    [String(nowMs - 40 * 86_400_000), "7d"],
    // Not a time of Grafana's: the default.
    ["yesterday", "1h"],
    ["", "1h"],
  ])("%s is %s", (from, range) => {
    expect(rangeReachingTo(from, nowMs)).toBe(range);
  });
});
