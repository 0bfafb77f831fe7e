import { expect, it } from "vitest";
import { evidenceSchema } from "./evidence";

it("is complete where older evidence was written with less", () => {
  expect(evidenceSchema.parse({ rule: "below 3 GiB" })).toEqual({
    rule: "below 3 GiB",
    samples: [],
    programs: [],
    kills: [],
    setBy: null,
  });
});

it("keeps samples, programs and kills as they were", () => {
  const kill = {
    id: 1,
    atMs: 2,
    comm: "a",
    pid: 3,
    anonRssBytes: null,
    containerName: "c",
    constraint: "memcg",
    lines: ["x"],
  };
  const whole = {
    rule: "r",
    samples: [{ atMs: 1, bytes: 2 }],
    programs: [{ name: "a", bytes: 1 }],
    kills: [kill],
    setBy: "ann",
  };
  expect(evidenceSchema.parse(whole)).toEqual(whole);
});
