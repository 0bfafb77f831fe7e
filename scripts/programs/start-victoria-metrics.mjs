import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startAndWait } from "../process/start-and-wait.mjs";
import { readToken } from "../setup/generate-token.mjs";
import { backendOf, launchOf } from "./launch-of.mjs";
import { consoleScrapeConfig } from "./write-scrape-config.mjs";

const guardedBy = [
  ...["deleteAuthKey", "snapshotAuthKey", "forceFlushAuthKey", "forceMergeAuthKey", "search.resetCacheAuthKey"],
  ...["logNewSeriesAuthKey", "metricNamesStatsResetAuthKey", "reloadAuthKey", "configAuthKey", "flagsAuthKey"],
  "pprofAuthKey",
];

/**
 * Starts VictoriaMetrics on 127.0.0.1 within the plan's 256 MB and 30 days, and waits until it answers.
 * @param {{ port: number, dataDir: string, logFile?: string, selfScrapeSeconds?: number, flags?: string[],
 *   scrapeConsole?: { internalAddress: string, secretFile: string, jaegerAddress?: string }, backend?: import("./launch-of.mjs").Backend }} options
 * @returns {Promise<import("../process/start-and-wait.mjs").Started & { flush: () => Promise<void> }>} `flush` makes what
 *   was written visible to questions at once
 */
export async function startVictoriaMetrics(options) {
  const { port, dataDir, logFile, selfScrapeSeconds = 15, flags = [], scrapeConsole, backend } = options;
  const found = await backendOf("victoria-metrics", backend);
  const url = `http://127.0.0.1:${port}`;
  const args = [
    `-httpListenAddr=127.0.0.1:${port}`,
    `-storageDataPath=${dataDir}`,
    "-retentionPeriod=30d",
    // Caches; the rest of the 256 MB is for queries and inserts.
    "-memory.allowedBytes=96MiB",
    "-search.maxMemoryPerQuery=40MiB",
    "-search.maxConcurrentRequests=8",
    `-selfScrapeInterval=${selfScrapeSeconds}s`,
    "-loggerLevel=WARN",
    ...flags,
  ];
  // What deletes, snapshots or shows settings needs a key that nobody is given: the same flags as in deploy/compose.yaml.
  const keyDir = path.join(dataDir, "../victoria-metrics-key");
  const keyFile = path.join(keyDir, "key");
  mkdirSync(keyDir, { recursive: true, mode: 0o700 });
  const key = randomBytes(32).toString("hex");
  writeFileSync(keyFile, key, { mode: 0o600 });
  args.push(...guardedBy.map((flag) => `-${flag}=file://${path.resolve(keyFile)}`));
  const dirs = [dataDir, keyDir];
  if (scrapeConsole) {
    // A directory of its own, so that a container sees the secret and not the console's database.
    const scrapeDir = path.join(dataDir, "../victoria-metrics-scrape");
    const secretFile = path.join(scrapeDir, "internal-secret");
    const { internalAddress, jaegerAddress } = scrapeConsole;
    mkdirSync(scrapeDir, { recursive: true, mode: 0o700 });
    writeFileSync(secretFile, readToken(scrapeConsole.secretFile), { mode: 0o600 });
    const scrapeIntervalSeconds = selfScrapeSeconds;
    const config = consoleScrapeConfig({ internalAddress, secretFile, jaegerAddress, scrapeIntervalSeconds });
    writeFileSync(path.join(scrapeDir, "scrape.yaml"), config);
    args.push(`-promscrape.config=${path.join(scrapeDir, "scrape.yaml")}`);
    dirs.push(scrapeDir);
  }
  const started = await startAndWait({
    name: "victoria-metrics",
    ...launchOf(found, { args, dirs }),
    logFile: logFile ?? path.join(dataDir, "../victoria-metrics.log"),
    url,
    readyUrl: `${url}/health`,
  });
  const flush = async () => {
    const { status } = await fetch(`${url}/internal/force_flush?authKey=${key}`);
    if (status !== 200) throw new Error(`VictoriaMetrics answered ${status} to a flush.`);
  };
  return { ...started, flush };
}
