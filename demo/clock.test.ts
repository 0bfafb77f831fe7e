import { afterEach, describe, expect, it } from "vitest";
import { nowHrTime, setClockOffset } from "./clock";

afterEach(() => setClockOffset(() => 0));

describe("nowHrTime", () => {
  it("is wrong by as much as it is put", () => {
    setClockOffset(() => -600_000);
    expect(Math.abs((nowHrTime()[0] ?? 0) * 1000 - Date.now() + 600_000)).toBeLessThan(2000);
  });

  it("is the wall clock, finer than its milliseconds", () => {
    const readings = Array.from({ length: 200 }, nowHrTime);
    const [seconds = 0, nanos = 0] = readings[0] ?? [];
    expect(Math.abs(seconds * 1000 + nanos / 1e6 - Date.now())).toBeLessThan(1000);
    expect(readings.some(([, fraction]) => fraction % 1e6 !== 0)).toBe(true);
    for (const [, fraction] of readings) expect(fraction).toBeLessThan(1e9);
  });

  it("does not run backwards", () => {
    const readings = Array.from({ length: 200 }, nowHrTime).map(([seconds, nanos]) => seconds * 1e3 + nanos / 1e6);
    expect(readings).toEqual([...readings].sort((a, b) => a - b));
  });
});
