import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freePort } from "@/scripts/process/free-port.mjs";
import { internalHandlers, startInternalListener } from "./internal-listener";
import { logger } from "./logger";

const secret = "s".repeat(40);
const bearer = { headers: { authorization: `Bearer ${secret}` } };
process.env.OBS_INTERNAL_SECRET = secret;

/** Each test is a process of its own: what is kept process-wide is forgotten. */
beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("internal listener", () => {
  it("serves the console's metrics on 127.0.0.1, and nothing else", async () => {
    const port = await freePort();
    const server = await startInternalListener(port);
    expect(server?.address()).toMatchObject({ address: "127.0.0.1", port });
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics?x=1`, bearer);
    expect(metrics.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    expect(await metrics.text()).toContain("obs_console_upstream_request_duration_seconds");
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: "POST" })).status).toBe(404);
    server?.close();
  });

  it("shows its metrics only to those who have the secret", async () => {
    const port = await freePort();
    const server = await startInternalListener(port);
    const ask = async (headers: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).status;
    expect(await ask({})).toBe(401);
    expect(await ask({ authorization: "Bearer " })).toBe(401);
    expect(await ask({ authorization: `Bearer ${secret}x` })).toBe(401);
    expect(await ask({ authorization: `Basic ${secret}` })).toBe(401);
    expect(await ask({ "x-gate-secret": secret.slice(1) })).toBe(401);
    expect(await ask({ "x-gate-secret": secret })).toBe(200);
    expect(await ask(bearer.headers)).toBe(200);
    server?.close();
  });

  it("is started once per process, whichever bundle asks", async () => {
    const port = await freePort();
    const server = await startInternalListener(port);
    vi.resetModules();
    const other = await import("./internal-listener");
    expect(await other.startInternalListener(port)).toBe(server);
    server?.close();
  });

  it("answers 500 when a handler fails, and stays up", async () => {
    const logged = vi.spyOn(logger(), "error").mockImplementation(() => {});
    internalHandlers().set("GET /broken", async () => {
      throw new Error("broken");
    });
    const port = await freePort();
    const server = await startInternalListener(port);
    const answer = await fetch(`http://127.0.0.1:${port}/broken`);
    expect([answer.status, await answer.text()]).toEqual([500, ""]);
    expect(logged).toHaveBeenCalledOnce();
    expect((await fetch(`http://127.0.0.1:${port}/metrics`, bearer)).status).toBe(200);
    server?.close();
  });

  it("logs the setting to change when its port is taken, and lets the console run", async () => {
    const logged = vi.spyOn(logger(), "error").mockImplementation(() => {});
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    expect(await startInternalListener((other.address() as AddressInfo).port)).toBeNull();
    expect(String(logged.mock.calls[0]?.[1])).toContain("Set OBS_INTERNAL_PORT");
    other.close();
  });
});
