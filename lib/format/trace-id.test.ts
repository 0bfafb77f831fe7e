import { describe, expect, it } from "vitest";
import { fullTraceId, isTraceId } from "./trace-id";

describe("a trace id", () => {
  it.each([
    ["a", true],
    ["AB".repeat(16), true],
    ["00a0", true],
    ["f".repeat(33), false],
    ["", false],
    ["0", false],
    ["000", false],
    ["12g4", false],
    ["12 34", false],
    [" 12", false],
    ["12\n", false],
  ])("%j: %s", (text, isOne) => expect(isTraceId(text)).toBe(isOne));

  it("is padded to 32 lower-case digits; any other text stays as it is", () => {
    expect(fullTraceId("ABC")).toBe(`${"0".repeat(29)}abc`);
    expect(fullTraceId("Zz")).toBe("Zz");
  });
});
