import { afterEach, describe, expect, it, vi } from "vitest";
import { formatClock, formatDayTime, formatIso } from "./time";

const at = Date.UTC(2026, 2, 1, 3, 4, 5, 999);
afterEach(() => vi.restoreAllMocks());

/** A time zone this many minutes ahead of UTC, whatever the machine's is. */
function standAt(aheadMinutes: number): void {
  const moved = (timeMs: number) => new Date(timeMs + aheadMinutes * 60_000);
  const local = {
    getFullYear: "getUTCFullYear",
    getMonth: "getUTCMonth",
    getDate: "getUTCDate",
    getHours: "getUTCHours",
    getMinutes: "getUTCMinutes",
    getSeconds: "getUTCSeconds",
  } as const;
  for (const name of Object.keys(local) as (keyof typeof local)[]) {
    const utc = local[name];
    vi.spyOn(Date.prototype, name).mockImplementation(function (this: Date) {
      return moved(this.getTime())[utc]();
    });
  }
  vi.spyOn(Date.prototype, "getTimezoneOffset").mockReturnValue(-aheadMinutes);
}

describe("in UTC", () => {
  it("is the same everywhere", () => {
    standAt(330);
    expect(formatIso(at, { utc: true })).toBe("2026-03-01T03:04:05Z");
    expect(formatClock(at, { utc: true })).toBe("03:04:05");
    expect(formatClock(at, { utc: true, seconds: false })).toBe("03:04");
    expect(formatDayTime(at, { utc: true })).toBe("1 Mar 03:04");
  });

  it("names every month", () => {
    const named = Array.from({ length: 12 }, (_, month) => formatDayTime(Date.UTC(2026, month, 9), { utc: true }));
    expect(named.map((text) => text.slice(2, 5)).join(" ")).toBe("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
  });

  it("has four digits of the year", () => {
    expect(formatIso(Date.UTC(2026, 0, 1) - 1200 * 31_556_952_000, { utc: true })).toMatch(/^0\d{3}-/);
  });
});

describe("in local time", () => {
  it.each([
    [330, "2026-03-01T08:34:05+05:30", "1 Mar 08:34"],
    [-210, "2026-02-28T23:34:05-03:30", "28 Feb 23:34"],
    [0, "2026-03-01T03:04:05+00:00", "1 Mar 03:04"],
    [60, "2026-03-01T04:04:05+01:00", "1 Mar 04:04"],
  ])("%i minutes ahead of UTC", (ahead, iso, day) => {
    standAt(ahead);
    expect(formatIso(at, { utc: false })).toBe(iso);
    expect(formatDayTime(at, { utc: false })).toBe(day);
    expect(formatClock(at, { utc: false })).toBe(iso.slice(11, 19));
  });
});
