import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { projectTrend } from "./project-trend";

const hourMs = 3600_000;
const nowMs = Date.UTC(2026, 10, 28);
const hours = (count: number, value: (hour: number) => number) =>
  Array.from({ length: count }, (_, hour) => ({ atMs: nowMs - (count - 1 - hour) * hourMs, value: value(hour) }));

describe("the projected date", () => {
  it("is where the line of a steady fall meets the threshold", () => {
    const { atMs, text } = projectTrend(
      hours(168, (hour) => 20 - hour * 0.1),
      3,
      nowMs,
    );
    // 3.3 now, 0.1 an hour.
    expect(atMs).toBeCloseTo(nowMs + 3 * hourMs, -3);
    expect(text).toBe("At the pace of the last 7 days.");
  });

  it("is left open without a trend, when it rises, when it is far, and when there is too little history", () => {
    expect(
      projectTrend(
        hours(168, (hour) => (hour % 2 === 0 ? 8 : 9)),
        3,
        nowMs,
      ).text,
    ).toContain("No trend");
    expect(
      projectTrend(
        hours(168, () => 8),
        3,
        nowMs,
      ).text,
    ).toContain("No trend");
    expect(
      projectTrend(
        hours(168, (hour) => 8 + hour),
        3,
        nowMs,
      ).text,
    ).toContain("rising");
    expect(
      projectTrend(
        hours(168, (hour) => 20 - hour * 0.0001),
        3,
        nowMs,
      ).text,
    ).toContain("not within a year");
    expect(
      projectTrend(
        hours(47, (hour) => 20 - hour),
        3,
        nowMs,
      ).text,
    ).toContain("Too little");
    expect(projectTrend([], 3, nowMs).atMs).toBeNull();
  });

  it("takes 48 hours of history, and no fewer", () => {
    const fall = (hour: number) => 20 - hour * 0.1;
    expect(projectTrend(hours(47, fall), 3, nowMs).atMs).toBeNull();
    expect(projectTrend(hours(48, fall), 3, nowMs).atMs).toBeGreaterThan(nowMs);
  });

  it("never lies in the past", () => {
    const value = fc.double({ min: 0, max: 32, noNaN: true });
    const length = { minLength: 48, maxLength: 168 };
    // A fall or rise with an error of up to 1 around it, and histories without any direction.
    const trend = fc
      .tuple(value, value, fc.array(fc.double({ min: -1, max: 1, noNaN: true }), length))
      .map(([first, last, errors]) =>
        errors.map((error, hour) => first + ((last - first) * hour) / (errors.length - 1) + error),
      );
    let dated = 0;
    fc.assert(
      fc.property(fc.oneof(trend, fc.array(value, length)), value, (values, threshold) => {
        const { atMs } = projectTrend(
          hours(values.length, (hour) => values[hour] ?? 0),
          threshold,
          nowMs,
        );
        if (atMs === null) return;
        dated += 1;
        expect(atMs).toBeGreaterThanOrEqual(nowMs);
        expect(atMs - nowMs).toBeLessThanOrEqual(365 * 24 * hourMs);
      }),
    );
    expect(dated).toBeGreaterThan(0);
  });
});
