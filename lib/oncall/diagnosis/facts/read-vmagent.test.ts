import { expect, it } from "vitest";
import { readVmagent } from "./read-vmagent";

const fact = (name: string, value: number, labels = {}) => ({ labels: { fact: name, ...labels }, value });

it("tells what vmagent told of itself, and when", () => {
  const answers = [fact("answers", 60, { status_code: "204" }), fact("answers", 5, { status_code: "400" })];
  const counted = [fact("retries", 3), fact("dropped", 2), fact("pending", 70), fact("free", 9e9), fact("speed", 15e3)];
  expect(readVmagent([fact("at", 1_000), ...answers, ...counted], 300_000)).toEqual({
    value: {
      ...{ answers: { "204": 60, "400": 5 }, retries: 3, dropped: 2, pendingBytes: 70, freeBytes: 9e9 },
      ...{ bytesPerSecond: 15e3, overMs: 300_000 },
    },
    sampledAtMs: 1_000_000,
  });
});

it("counts what has never happened as none, and leaves unknown what it did not tell", () => {
  expect(readVmagent([fact("at", 1_000), fact("answers", 1)], 60_000)?.value).toEqual({
    ...{ answers: { "": 1 }, retries: 0, dropped: 0, pendingBytes: null, freeBytes: null, bytesPerSecond: null },
    overMs: 60_000,
  });
  expect(readVmagent([fact("retries", 3)], 60_000)).toBeNull();
});
