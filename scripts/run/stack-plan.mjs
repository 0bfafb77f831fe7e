import path from "node:path";

/** @typedef {import("./ports.mjs").Ports} Ports */

/**
 * What one start runs and how its parts find each other: a pure function of the environment.
 * @param {{ env: Record<string, string | undefined>, ports: Ports, dataDir: string, withDemo: boolean,
 *   jaegerMetricsPort?: number }} options `jaegerMetricsPort`: a free port, where the Jaeger started here tells of itself
 */
export function planStack({ env, ports, dataDir, withDemo, jaegerMetricsPort }) {
  const local = (/** @type {number} */ port) => `http://127.0.0.1:${port}`;
  const ownMetrics = !env.VICTORIAMETRICS_URL;
  const ownTraces = !env.JAEGER_URL;
  const metricsUrl = env.VICTORIAMETRICS_URL || local(ports.victoriaMetrics);
  /** @type {import("./ports.mjs").PortName[]} */
  const neededPorts = ["console", "internal", "gate", "vmagent"];
  if (ownMetrics) neededPorts.push("victoriaMetrics");
  if (ownTraces) neededPorts.push("jaeger", "otlp");
  if (withDemo) neededPorts.push("demo", "demoControl");
  const scrapeIntervalSeconds = Number(env.OBS_SCRAPE_INTERVAL_SECONDS || 15);
  return {
    withDemo,
    ownMetrics,
    ownTraces,
    jaegerMetricsPort,
    neededPorts,
    scrapeIntervalSeconds,
    consoleUrl: local(ports.console),
    gateUrl: local(ports.gate),
    /** A cluster reads under /select/<tenant>/ and writes under /insert/<tenant>/. */
    metricsWriteUrl: env.OBS_METRICS_WRITE_URL || metricsUrl.replace("/select/", "/insert/"),
    /** Where the gate sends traces; unknown beside a Jaeger of the user's own, unless told. */
    tracesWriteUrl: env.OBS_OTLP_URL || (ownTraces ? local(ports.otlp) : undefined),
    tokenFile: path.join(dataDir, "gate-token/token"),
    targetsFile: path.join(dataDir, "vmagent/targets.json"),
    logFile: (/** @type {string} */ name) => path.join(dataDir, "logs", `${name}.log`),
    /** Settings of the console that follow from what runs here, where the user sets none. */
    consoleEnv: {
      VICTORIAMETRICS_URL: metricsUrl,
      JAEGER_URL: env.JAEGER_URL || local(ports.jaeger),
      INGEST_PUBLIC_URL: env.INGEST_PUBLIC_URL || local(ports.gate),
      API_HEALTH_URL: env.API_HEALTH_URL || (withDemo ? `${local(ports.demo)}/api/health/` : undefined),
      OBS_VICTORIAMETRICS_DATA:
        env.OBS_VICTORIAMETRICS_DATA || (ownMetrics ? path.join(dataDir, "victoria-metrics") : undefined),
      OBS_JAEGER_DATA: env.OBS_JAEGER_DATA || (ownTraces ? path.join(dataDir, "jaeger") : undefined),
      OBS_JAEGER_METRICS_URL:
        env.OBS_JAEGER_METRICS_URL ||
        (ownTraces && jaegerMetricsPort ? `${local(jaegerMetricsPort)}/metrics` : undefined),
      OBS_MOVE_SCRIPT: env.OBS_MOVE_SCRIPT || path.resolve(import.meta.dirname, "../move/migrate.mjs"),
      OBS_TRACE_SAMPLING_RATIO: env.OBS_TRACE_SAMPLING_RATIO || (withDemo ? "1" : undefined),
    },
  };
}
