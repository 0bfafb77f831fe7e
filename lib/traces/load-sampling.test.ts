import { describe, expect, it } from "vitest";
import { samplingWords, takeTogether } from "./load-sampling";

const minuteMs = 60_000;
const stretch = (minute: number, requests: number, traced: number) => ({ endMs: minute * minuteMs, requests, traced });

describe("the measured sampling", () => {
  it("is of the newest minute where that has enough requests", () => {
    const known = [stretch(1, 300, 300), stretch(2, 320, 32)];
    expect(takeTogether(known, 2 * minuteMs)).toEqual({ ratio: 0.1, requests: 320, traces: 32, overMs: minuteMs });
  });

  it("takes minutes with few requests together, fifteen at most", () => {
    const known = Array.from({ length: 20 }, (_, index) => stretch(index + 1, 5, 1));
    expect(takeTogether(known, 20 * minuteMs)).toMatchObject({ requests: 75, traces: 15, overMs: 15 * minuteMs });
  });

  it("is not known without requests, and does not count a minute whose requests were not there", () => {
    expect(takeTogether([], minuteMs)).toBeNull();
    expect(takeTogether([stretch(1, 0, 0)], minuteMs)).toBeNull();
  });

  it("is shown as measured, else as configured; nothing is said when all requests have a trace", () => {
    expect(samplingWords({ ratio: 0.1, isMeasured: true })).toBe("about 1 in 10 requests has a trace");
    expect(samplingWords({ ratio: 0.1, isMeasured: false })).toBe("sampling is set to 1 in 10 requests");
    expect(samplingWords({ ratio: 0.66, isMeasured: true })).toBe("about 66 % of requests have a trace");
    expect(samplingWords({ ratio: 1, isMeasured: true })).toBeNull();
  });
});
