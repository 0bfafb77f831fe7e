import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The jobs of lib/plan/contract.ts, which plain Node cannot import; a test holds them equal. */
export const scrapeJobs = { api: "honeydue-api", vmagent: "vmagent", console: "obs-console" };

/**
 * The scrape configuration of vmagent as text: the API's pods by file discovery, and vmagent itself, whose own
 * metrics tell "the API is gone" from "the metrics path is down".
 * @param {{ scrapeIntervalSeconds: number, targetsFile: string, ownAddress: string }} options
 */
export function scrapeConfig({ scrapeIntervalSeconds, targetsFile, ownAddress }) {
  return `global:
  scrape_interval: ${scrapeIntervalSeconds}s
  scrape_timeout: ${Math.min(10, scrapeIntervalSeconds)}s
scrape_configs:
  - job_name: ${scrapeJobs.api}
    file_sd_configs:
      - files: [${JSON.stringify(targetsFile)}]
  - job_name: ${scrapeJobs.vmagent}
    static_configs:
      - targets: [${JSON.stringify(ownAddress)}]
`;
}

/**
 * The scrape configuration of VictoriaMetrics as text: the console's internal port, with its secret from a file, and
 * Jaeger's own metrics. Not vmagent's work: that runs in the cluster, from where nobody reaches these ports.
 * @param {{ scrapeIntervalSeconds: number, internalAddress: string, secretFile: string, jaegerAddress?: string }} options
 */
export function consoleScrapeConfig({ scrapeIntervalSeconds, internalAddress, secretFile, jaegerAddress }) {
  const jaeger = `  - job_name: jaeger
    static_configs:
      - targets: [${JSON.stringify(jaegerAddress)}]
`;
  return `global:
  scrape_interval: ${scrapeIntervalSeconds}s
  scrape_timeout: ${Math.min(10, scrapeIntervalSeconds)}s
scrape_configs:
  - job_name: ${scrapeJobs.console}
    authorization:
      credentials_file: ${JSON.stringify(secretFile)}
    static_configs:
      - targets: [${JSON.stringify(internalAddress)}]
${jaegerAddress ? jaeger : ""}`;
}

/**
 * Writes the file from which vmagent discovers the API, in one step. No targets means: no pod is there.
 * @param {string} file
 * @param {(string | { address: string, pod: string })[]} targets host:port each; with a pod's name as Kubernetes'
 *   discovery would label it
 */
export function writeTargets(file, targets) {
  mkdirSync(path.dirname(file), { recursive: true });
  const plain = targets.filter((target) => typeof target === "string");
  const named = targets.filter((target) => typeof target !== "string");
  const groups = named.map(({ address, pod }) => ({ targets: [address], labels: { pod } }));
  writeFileSync(`${file}.new`, JSON.stringify([...(plain.length > 0 ? [{ targets: plain }] : []), ...groups]));
  renameSync(`${file}.new`, file);
}
