import path from "node:path";
import { freePort } from "../process/free-port.mjs";
import { startAndWait } from "../process/start-and-wait.mjs";
import { root } from "../setup/obtain-backend.mjs";
import { backendOf, launchOf } from "./launch-of.mjs";

/**
 * Starts Jaeger on 127.0.0.1 with deploy/jaeger/config.yaml: badger in `dataDir`, 7 days, OTLP over HTTP only.
 * @param {{ queryPort: number, otlpPort: number, healthPort?: number, metricsPort?: number, dataDir: string,
 *   logFile?: string, backend?: import("./launch-of.mjs").Backend }} options ports that are not given are free ones
 * @returns {Promise<import("../process/start-and-wait.mjs").Started & { otlpUrl: string, metricsUrl: string }>} `url` is the
 *   query API's
 */
export async function startJaeger({ queryPort, otlpPort, healthPort, metricsPort, dataDir, logFile, backend }) {
  const found = await backendOf("jaeger", backend);
  const health = healthPort ?? (await freePort());
  const metrics = metricsPort ?? (await freePort());
  const config = path.join(root, "deploy/jaeger/config.yaml");
  const env = {
    OBS_JAEGER_HOST: "127.0.0.1",
    OBS_JAEGER_PORT: String(queryPort),
    OBS_OTLP_PORT: String(otlpPort),
    OBS_JAEGER_HEALTH_PORT: String(health),
    OBS_JAEGER_METRICS_PORT: String(metrics),
    OBS_JAEGER_DATA_DIR: dataDir,
  };
  const url = `http://127.0.0.1:${queryPort}`;
  const started = await startAndWait({
    name: "jaeger",
    ...launchOf(found, { args: [`--config=file:${config}`], env, dirs: [dataDir, path.dirname(config)] }),
    logFile: logFile ?? path.join(dataDir, "../jaeger.log"),
    url,
    // Answers only once badger is open, unlike the health endpoint.
    readyUrl: `${url}/api/services`,
    deadlineMs: 60_000,
  });
  return {
    ...started,
    otlpUrl: `http://127.0.0.1:${otlpPort}/v1/traces`,
    metricsUrl: `http://127.0.0.1:${metrics}/metrics`,
  };
}
