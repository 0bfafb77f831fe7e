import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { setClockOffset } from "./clock";
import type { DemoConfig } from "./config";
import { createControl } from "./control";
import { GateExporter } from "./exporter";
import { Faults } from "./faults";
import { Jobs, startPeriodicJobs } from "./jobs";
import { startLoad } from "./load";
import { createMetrics } from "./metrics/app";
import { createRandom } from "./random";
import { RolloutStep } from "./rollout";
import { routeNames } from "./routes/index";
import { createApi } from "./server";
import { createTracing } from "./tracing";

/** How long requests under way may still take after a stop, and how long the last spans may take to be sent. */
const drainMs = 300;
const flushMs = 1000;

/** Starts API, load, jobs and control endpoint; returns what stops them. Throws when a port is taken. */
export async function startDemo(config: DemoConfig): Promise<() => Promise<void>> {
  const faults = new Faults(routeNames);
  const { otlpUrl: url, tokenFile, batchDelayMs, hostName, address, port, controlPort, requestsPerSecond } = config;
  const isStopped = () => faults.isOn("traces-stopped");
  setClockOffset(() => faults.get("clock-off")?.offsetMs ?? 0);
  const sampledShare = () => faults.get("sampled")?.ratio ?? 1;
  const exporter = url ? new GateExporter({ url, tokenFile, isStopped, sampledShare, log: console.error }) : undefined;
  const rollout = new RolloutStep(config.rolloutStep);
  const traces: RolloutStep["traces"] = (library) => rollout.traces(library);
  const tracing = createTracing(exporter, { batchDelayMs, hostName, traces });
  const shared = { faults, rollout, metrics: createMetrics(), tracing };
  const jobs = new Jobs(shared);
  const random = createRandom(config.seed);
  const api = createApi({ ...shared, jobs }, random.fork(1));
  const control = createControl(faults, rollout);
  await listen(control, { host: address, port: controlPort }, "DEMO_CONTROL_PORT");
  await listen(api, { host: address, port }, "DEMO_PORT");
  const isIdle = () => faults.isOn("no-load");
  const stopLoad = startLoad({ port, requestsPerSecond, random: random.fork(2), isIdle });
  const stopPeriodicJobs = startPeriodicJobs(jobs, random.fork(3), 30_000);

  return async () => {
    stopLoad();
    stopPeriodicJobs();
    control.close();
    control.closeAllConnections();
    const idle = once(api, "close");
    api.close();
    // A request cut off here would lack its root span.
    await Promise.race([idle, sleep(drainMs)]);
    api.closeAllConnections();
    await Promise.race([shared.tracing.shutdown(), sleep(flushMs)]);
  };
}

async function listen(server: Server, at: { host: string; port: number }, variable: string): Promise<void> {
  server.listen(at);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === "EADDRINUSE" ? "another program listens there" : error.message;
    throw new Error(`Port ${at.port} cannot be used: ${reason}. Set ${variable} to a free one.`);
  });
}
