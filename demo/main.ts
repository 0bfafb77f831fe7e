import { once } from "node:events";
import type { Server } from "node:http";
import { readConfig } from "./config";
import { createControl } from "./control";
import { Faults } from "./faults";
import { Jobs } from "./jobs";
import { startLoad } from "./load";
import { createMetrics } from "./metrics";
import { createRandom } from "./random";
import { createRoutes } from "./routes";
import { createApi } from "./server";
import { createTracing } from "./tracing";
import { Work, type World } from "./work";

const host = "127.0.0.1";

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, host);
  await once(server, "listening");
}

const config = readConfig(process.env);
const faults = new Faults();
const world: World = {
  config,
  faults,
  metrics: createMetrics(),
  random: createRandom(config.seed),
  tracing: createTracing(config, () => faults.get("traces-stopped") !== undefined),
};
const jobs = new Jobs(world);
const api = createApi(world, createRoutes(world, new Work(world), jobs), jobs);
const control = createControl(faults);
await listen(control, config.controlPort);
await listen(api, config.port);
const stopLoad = startLoad(world);
console.log(`demo API on http://${host}:${config.port}, faults on http://${host}:${config.controlPort}/demo/faults`);

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    stopLoad();
    for (const server of [api, control]) {
      server.close();
      server.closeAllConnections();
    }
    // The last batch, but not for longer than a user waits after Ctrl-C.
    const deadline = new Promise((resolve) => setTimeout(resolve, 1500));
    void Promise.race([world.tracing.shutdown(), deadline]).then(() => process.exit(0));
  });
}
