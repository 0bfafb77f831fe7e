import { expect, it } from "vitest";
import { failed, target } from "../testing/facts";
import { scrapes } from "../testing/fault-parts";
import { intervalMsOf } from "./measured-interval";

it("is the longest that was measured in whole seconds, else the one that is set", () => {
  const every = (...intervals: (number | null)[]) =>
    intervalMsOf(scrapes(intervals.map((intervalMs) => target({ intervalMs }))), 30_000);
  expect(every(15_012, 59_700, null)).toBe(60_000);
  expect(every(15_499)).toBe(15_000);
  expect(every(null)).toBe(30_000);
  // Less than half a second is no interval.
  expect(every(200)).toBe(30_000);
  expect(intervalMsOf(failed("victoriametrics"), 30_000)).toBe(30_000);
});
