import { expect, it, vi } from "vitest";

it("knows an upstream's failure that another bundle's copy of the class threw", async () => {
  const first = await import("./upstream-error");
  vi.resetModules();
  const second = await import("./upstream-error");
  const { measure } = await import("./measure");
  expect(second.UpstreamError).not.toBe(first.UpstreamError);
  const failure = { source: "jaeger", kind: "timeout", message: "Jaeger does not answer." } as const;
  const measured = await measure(() => Promise.reject(new first.UpstreamError(failure)));
  expect(measured).toMatchObject({ state: "error", failure });
  expect(new Error("no") instanceof second.UpstreamError).toBe(false);
});
