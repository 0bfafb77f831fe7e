import path from "node:path";
import { supervise } from "../process/supervise.mjs";
import { backendNames } from "../programs/backends.mjs";
import { placeDemoPods } from "../programs/place-demo-pods.mjs";
import { startDemo } from "../programs/start-demo.mjs";
import { startGate } from "../programs/start-gate.mjs";
import { startJaeger } from "../programs/start-jaeger.mjs";
import { startVictoriaMetrics } from "../programs/start-victoria-metrics.mjs";
import { startVmagent } from "../programs/start-vmagent.mjs";
import { writeTargets } from "../programs/write-scrape-config.mjs";
import { internalSecretFile } from "../setup/internal-secret-file.mjs";
import { obtainBackend } from "../setup/obtain-backend.mjs";

/** @typedef {import("../setup/obtain-backend.mjs").Backend} Backend */
/** @typedef {import("../programs/backends.mjs").BackendName} BackendName */

/**
 * Obtains and starts everything beside the console, each as soon as it can be had; what cannot is named with the
 * fix, and the rest goes on. Returns when each was tried once.
 * @param {{ plan: ReturnType<typeof import("./stack-plan.mjs").planStack>, ports: import("./ports.mjs").Ports,
 *   dataDir: string, log: (line: string) => void, isStopping: () => boolean }} options
 * @returns {Promise<boolean>} whether all of it is ready
 */
export async function joinBackends({ plan, ports, dataDir, log, isStopping }) {
  const { tokenFile, targetsFile, gateUrl, scrapeIntervalSeconds } = plan;
  /** @param {string} name @param {() => Promise<import("../process/start-and-wait.mjs").Started>} start */
  const keep = (name, start) => supervise({ name, logFile: plan.logFile(name), start, log, isStopping });

  /** @type {Record<BackendName, (backend: Backend) => Promise<import("../process/start-and-wait.mjs").Started>>} */
  const starters = {
    nginx: (backend) =>
      startGate({
        backend,
        port: ports.gate,
        vmUrl: plan.metricsWriteUrl,
        otlpUrl: plan.tracesWriteUrl,
        internalPort: ports.internal,
        dataDir,
        ratePerSecond: Number(process.env.OBS_GATE_RATE_PER_SECOND || 50),
        rateBurst: Number(process.env.OBS_GATE_RATE_BURST || 200),
        logFile: plan.logFile("nginx"),
      }),
    "victoria-metrics": (backend) =>
      startVictoriaMetrics({
        backend,
        port: ports.victoriaMetrics,
        dataDir: path.join(dataDir, "victoria-metrics"),
        selfScrapeSeconds: scrapeIntervalSeconds,
        scrapeConsole: {
          internalAddress: `127.0.0.1:${ports.internal}`,
          secretFile: internalSecretFile({ dataDir, given: process.env.OBS_INTERNAL_SECRET }),
          ...(plan.jaegerMetricsPort ? { jaegerAddress: `127.0.0.1:${plan.jaegerMetricsPort}` } : {}),
        },
        logFile: plan.logFile("victoria-metrics"),
      }),
    vmagent: (backend) =>
      startVmagent({
        backend,
        port: ports.vmagent,
        remoteWriteUrl: `${gateUrl}/api/v1/write`,
        tokenFile,
        targetsFile,
        scrapeIntervalSeconds,
        dataDir: path.join(dataDir, "vmagent"),
        logFile: plan.logFile("vmagent"),
      }),
    jaeger: (backend) =>
      startJaeger({
        backend,
        queryPort: ports.jaeger,
        otlpPort: ports.otlp,
        metricsPort: plan.jaegerMetricsPort,
        dataDir: path.join(dataDir, "jaeger"),
        logFile: plan.logFile("jaeger"),
      }),
  };

  const pods = plan.withDemo ? await placeDemoPods(process.env.OBS_DEMO_PODS, ports) : [];
  writeTargets(
    targetsFile,
    pods.map(({ name, port }) => (name === "demo" ? `127.0.0.1:${port}` : { address: `127.0.0.1:${port}`, pod: name })),
  );
  if (!plan.tracesWriteUrl) log("  traces path unknown: the gate answers 503 to traces until OBS_OTLP_URL is set.");
  const wanted = backendNames.filter(
    (name) => (name !== "victoria-metrics" || plan.ownMetrics) && (name !== "jaeger" || plan.ownTraces),
  );
  /** @type {Promise<boolean>[]} */
  const joining = [];
  for (const { name, port, controlPort } of pods) {
    const demo = {
      port,
      otlpUrl: `${gateUrl}/v1/traces`,
      tokenFile,
      requestsPerSecond: Number(process.env.OBS_DEMO_REQUESTS_PER_SECOND || 5),
      logFile: plan.logFile(name),
      env: {
        DEMO_CONTROL_PORT: String(controlPort),
        // With a seed of its own, or all pods would be asked the same at the same moment.
        ...(name === "demo" ? {} : { DEMO_HOST_NAME: name, DEMO_SEED: String(port) }),
      },
    };
    if (name !== "demo") log(`  ${name}: faults on http://127.0.0.1:${controlPort}/demo/faults`);
    joining.push(keep(name, () => startDemo(demo)));
  }
  // Obtained one after the other, since a build takes all processors; started without waiting for each other.
  for (const name of wanted) {
    const found = await obtainBackend(name, { onProgress: (line) => log(`  ${line}`) });
    if (isStopping()) return false;
    if ("missing" in found) {
      log(`  ${name} is missing, its part of the page stays unknown. ${found.reason}\n    To fix: ${found.fix}`);
      joining.push(Promise.resolve(false));
    } else {
      joining.push(keep(name, () => starters[name](found)));
    }
  }
  return (await Promise.all(joining)).every(Boolean);
}
