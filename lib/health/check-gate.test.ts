import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { badAnswers, type HostileServer, json, startHostileServer } from "@/lib/upstream/testing/hostile-server";

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
});

/** The check in a process whose environment has this gate. */
async function checkWith(url: string) {
  process.env.INGEST_PUBLIC_URL = url;
  vi.resetModules();
  const { checkGate } = await import("./check-gate");
  return checkGate();
}

describe("checkGate", () => {
  it("is ok when a write without a token is refused", async () => {
    server.answerWith(json({}, 401));
    expect(await checkWith(server.url)).toMatchObject({
      name: "gate",
      state: "ok",
      detail: expect.stringContaining("refuses"),
    });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({ url: "/api/v1/write", method: "GET" });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it("is bad when the gate lets it in", async () => {
    server.answerWith(json({}, 204));
    expect(await checkWith(server.url)).toMatchObject({ state: "bad", detail: expect.stringContaining("anyone") });
  });

  it.each([404, 500, 503])("is bad, with the status, on %d", async (status) => {
    server.answerWith(json({}, status));
    expect(await checkWith(server.url)).toMatchObject({
      state: "bad",
      detail: expect.stringContaining(String(status)),
    });
  });

  it("is bad, with the reason, when it cannot be reached", async () => {
    server.answerWith(badAnswers.reset);
    expect(await checkWith(server.url)).toMatchObject({ state: "bad", detail: expect.stringContaining("reset") });
  });

  it("is unknown, not ok, when no gate is configured", async () => {
    expect(await checkWith("")).toMatchObject({
      state: "unknown",
      latencyMs: null,
      detail: expect.stringContaining("not set"),
    });
  });
});
