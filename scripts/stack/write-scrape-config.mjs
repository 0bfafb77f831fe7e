import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The jobs of lib/plan/contract.ts, which plain Node cannot import; a test holds them equal. */
export const scrapeJobs = { api: "honeydue-api", vmagent: "vmagent" };

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
 * Writes the file from which vmagent discovers the API, in one step. No targets means: no pod is there.
 * @param {string} file @param {string[]} targets host:port each
 */
export function writeTargets(file, targets) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(targets.length > 0 ? [{ targets }] : []));
  renameSync(`${file}.new`, file);
}
