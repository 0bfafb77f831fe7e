import { describe, expect, it } from "vitest";
import { measure } from "./measure";
import { UpstreamError } from "./upstream-error";

describe("measure", () => {
  it("is ready with a value, zero included", async () => {
    expect(await measure(async () => ({ value: 0, sampledAtMs: 5 }))).toEqual({
      state: "ready",
      value: 0,
      sampledAtMs: 5,
    });
  });

  it("is empty, not zero, when there is nothing", async () => {
    expect(await measure(async () => null)).toEqual({ state: "empty", askedAtMs: expect.any(Number) });
  });

  it("carries an upstream's failure", async () => {
    const failure = { source: "jaeger", kind: "timeout", message: "Jaeger did not answer within 5 s." } as const;
    const measured = await measure(async () => {
      throw new UpstreamError(failure);
    });
    expect(measured).toEqual({ state: "error", failure, askedAtMs: expect.any(Number) });
  });

  it("does not mistake a bug in this program for a failure of an upstream", async () => {
    const fault = new TypeError("x is not a function");
    const broken = measure(async () => {
      throw fault;
    });
    await expect(broken).rejects.toBe(fault);
  });
});
