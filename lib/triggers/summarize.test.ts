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
