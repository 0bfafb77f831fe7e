import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freePort } from "../scripts/process/free-port.mjs";
import { startProcess, stopEverything } from "../scripts/process/start-process.mjs";
import { type OtlpSink, startOtlpSink } from "./testing/otlp-sink";
import { runDemo } from "./testing/run-demo";

let sink: OtlpSink;

beforeEach(async () => {
  sink = await startOtlpSink();
});

afterEach(async () => {
  await stopEverything();
  sink.close();
});

/** Starts the demo with an environment that it cannot use, and returns how it ended and what it said. */
async function runToEnd(env: Record<string, string>) {
  let output = "";
  const { exited } = startProcess({
    name: "demo",
    command: process.execPath,
    args: ["--import", "tsx", "demo/main.ts"],
    cwd: path.resolve(import.meta.dirname, ".."),
    env,
    onOutput: (text) => {
      output += text;
    },
  });
  return { ended: await exited, output };
}

const within = (ms: number) => new Promise((resolve) => setTimeout(() => resolve(`still there after ${ms} ms`), ms));

describe("a stop", () => {
  it("sends the spans that wait, those of a request under way included", async () => {
    const demo = await runDemo({ otlpUrl: sink.url, requestsPerSecond: 0, batchDelayMs: 60_000 });
    const underWay = fetch(`${demo.url}/api/tasks/`, { headers: { "x-demo-shot": "1" } });
    await expect.poll(() => demo.sample('gorm_query_duration_seconds_count{operation="query",table="tasks"}')).toBe(1);
    process.kill(demo.pid, "SIGTERM");
    expect(await Promise.race([demo.exited, within(2000)])).toBe("exit code 0");
    expect((await underWay).status).toBe(200);
    expect(sink.received.some(({ body }) => body.includes("service.ListTasks"))).toBe(true);
    expect(sink.received.some(({ body }) => body.includes("GET /api/tasks/"))).toBe(true);
  });

  it("does not wait for a gate that hangs, nor for a request that takes long", async () => {
    const demo = await runDemo({ otlpUrl: sink.url, requestsPerSecond: 20, batchDelayMs: 60_000 });
    sink.answerWith("nothing");
    await demo.putFault("slow-route", { route: "GET /api/tasks/", addMs: 60_000 });
    fetch(`${demo.url}/api/tasks/`).catch(() => {});
    await expect
      .poll(() => demo.sample('gorm_query_duration_seconds_count{operation="query",table="residences"}'))
      .toBeGreaterThan(0);
    process.kill(demo.pid, "SIGTERM");
    expect(await Promise.race([demo.exited, within(2000)])).toBe("exit code 0");
  });
});

describe("a start that cannot work", () => {
  it("names the variable that is wrong", async () => {
    const { ended, output } = await runToEnd({ DEMO_OTLP_URL: "http://gate/traces" });
    expect(ended).toBe("exit code 1");
    expect(output).toContain("DEMO_OTLP_URL: must be the full URL, which ends in /v1/traces");
    expect(output).not.toContain("    at ");
  });

  it("names the port that is taken and the variable that sets it", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { ended, output } = await runToEnd({ DEMO_PORT: String(port), DEMO_CONTROL_PORT: String(await freePort()) });
    other.close();
    expect(ended).toBe("exit code 1");
    expect(output).toContain(`Port ${port} cannot be used: another program listens there. Set DEMO_PORT`);
  });
});
