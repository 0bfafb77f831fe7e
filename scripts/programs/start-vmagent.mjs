import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startAndWait } from "../process/start-and-wait.mjs";
import { backendOf, launchOf } from "./launch-of.mjs";
import { scrapeConfig } from "./write-scrape-config.mjs";

/**
 * Starts vmagent on 127.0.0.1: it scrapes the targets of a file (`writeTargets`) and itself, and pushes with the
 * token of a file, which it reads again every second.
 * @param {{ port: number, remoteWriteUrl: string, tokenFile: string, scrapeIntervalSeconds: number,
 *   targetsFile: string, dataDir: string, logFile?: string, backend?: import("./launch-of.mjs").Backend }} options
 * @returns {Promise<import("../process/start-and-wait.mjs").Started>}
 */
export async function startVmagent(options) {
  const { port, remoteWriteUrl, tokenFile, scrapeIntervalSeconds, targetsFile, dataDir, logFile } = options;
  const found = await backendOf("vmagent", options.backend);
  const ownAddress = `127.0.0.1:${port}`;
  const config = path.join(dataDir, "scrape.yaml");
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(config, scrapeConfig({ scrapeIntervalSeconds, targetsFile, ownAddress }));
  const args = [
    `-httpListenAddr=${ownAddress}`,
    `-promscrape.config=${config}`,
    "-promscrape.fileSDCheckInterval=1s",
    `-remoteWrite.url=${remoteWriteUrl}`,
    `-remoteWrite.bearerTokenFile=${tokenFile}`,
    `-remoteWrite.tmpDataPath=${path.join(dataDir, "queue")}`,
    // The queue of an outage; the smallest that vmagent takes.
    "-remoteWrite.maxDiskUsagePerURL=500MB",
    "-remoteWrite.retryMaxInterval=5s",
    "-memory.allowedBytes=32MiB",
    "-loggerLevel=WARN",
  ];
  const dirs = [dataDir, path.dirname(tokenFile), path.dirname(targetsFile)];
  return startAndWait({
    name: "vmagent",
    ...launchOf(found, { args, dirs: [...new Set(dirs)] }),
    logFile: logFile ?? path.join(dataDir, "../vmagent.log"),
    url: `http://${ownAddress}`,
    readyUrl: `http://${ownAddress}/health`,
  });
}
