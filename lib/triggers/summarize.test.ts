import { describe, expect, it } from "vitest";
import { summarize } from "./summarize";
import type { TriggerState } from "./types";

const status = (state: TriggerState, text: string) => ({ state, text, sampledAtMs: null });
const say = (memory: TriggerState, clickhouse: TriggerState, failureDomain: TriggerState) =>
  summarize(
    {
      memory: status(memory, "Memory low."),
      clickhouse: status(clickhouse, "ClickHouse killed."),
      failureDomain: status(failureDomain, "Own box."),
    },
    [],
  ).text;

describe("the one sentence", () => {
  it("is Stay only when all three are known not to fire", () => {
    expect(say("stay", "stay", "stay")).toBe("Stay");
    expect(say("stay", "unknown", "stay")).toBe("Cannot tell: ClickHouse killed.");
    expect(say("unknown", "unknown", "stay")).toBe("Cannot tell: Memory low. ClickHouse killed.");
  });

  it("is Move as soon as one fires, whatever else is unknown", () => {
    expect(say("move", "unknown", "stay")).toBe("Move: Memory low");
    expect(say("move", "stay", "move")).toBe("Move: Memory low; Own box");
  });
});

describe("the verdict", () => {
  const firing = (startedAtMs: number) => ({ startedAtMs }) as Parameters<typeof summarize>[1][number];

  it("names the reasons, without their stops, since the first of what is open", () => {
    const statuses = {
      memory: status("move", "1.5 GiB left."),
      clickhouse: status("move", "It was killed."),
      failureDomain: status("unknown", "x"),
    };
    const text = "Move: 1.5 GiB left; It was killed";
    expect(summarize(statuses, [firing(20), firing(10)])).toEqual({ state: "move", text, sinceMs: 10 });
    expect(summarize(statuses, [])).toEqual({ state: "move", text, sinceMs: null });
  });

  it("says what is missing, else stay", () => {
    const unknown = {
      memory: status("unknown", "No samples."),
      clickhouse: status("unknown", "No log."),
      failureDomain: status("stay", ""),
    };
    expect(summarize(unknown, [firing(1)])).toEqual({
      state: "unknown",
      text: "Cannot tell: No samples. No log.",
      sinceMs: null,
    });
    const calm = { memory: status("stay", ""), clickhouse: status("stay", ""), failureDomain: status("stay", "") };
    expect(summarize(calm, [])).toEqual({ state: "stay", text: "Stay", sinceMs: null });
  });
});
