import path from "node:path";
import { backendOf, launchOf } from "./launch-of.mjs";
import { startAndWait } from "./start-and-wait.mjs";

/**
 * Starts VictoriaMetrics on 127.0.0.1 within the plan's 256 MB and 30 days, and waits until it answers.
 * @param {{ port: number, dataDir: string, logFile?: string, selfScrapeSeconds?: number,
 *   backend?: import("./launch-of.mjs").Backend }} options
 * @returns {Promise<import("./start-and-wait.mjs").Started>}
 */
export async function startVictoriaMetrics({ port, dataDir, logFile, selfScrapeSeconds = 15, backend }) {
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
  ];
  return startAndWait({
    name: "victoria-metrics",
    ...launchOf(found, { args, dirs: [dataDir] }),
    logFile: logFile ?? path.join(dataDir, "../victoria-metrics.log"),
    url,
    readyUrl: `${url}/health`,
  });
}
