import { afterEach, expect, it, vi } from "vitest";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import { cleanInTurns, cleanTrace } from "./clean-trace";

const nasty = { "db.statement": "SELECT 'x'", note: `token=hidden ${"eyJ-".repeat(900)}`, password: "hidden" };
const traceOf = (count: number) => ({
  traceId: "a1",
  spans: Array.from({ length: count }, (_, n) => spanOf({ spanId: `s${n}`, tags: nasty })),
  warnings: ["w"],
});

afterEach(() => vi.restoreAllMocks());

it("cleaning in turns gives the same as cleaning at once, and is done once for all who share the answer", async () => {
  const [one, other] = [traceOf(30), traceOf(30)];
  await cleanInTurns([one]);
  expect(cleanTrace(one)).toEqual(cleanTrace(other));
  expect(cleanTrace(one)).toBe(cleanTrace(one));
  expect(JSON.stringify(cleanTrace(one))).not.toContain("hidden");
});

it("others have their turn all along, however long a trace takes", async () => {
  // Each span takes 4 ms of this clock.
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += 4;
    return now;
  });
  let turns = 0;
  let isOver = false;
  const others = (async () => {
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
  })();
  await cleanInTurns([traceOf(200), traceOf(100)]);
  isOver = true;
  await others;
  expect(turns).toBeGreaterThanOrEqual(90);
});
