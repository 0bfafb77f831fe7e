import path from "node:path";
import images from "@/deploy/images.json";
import type { Host } from "@/deploy/testing/start-host";
import { servicePlans } from "@/lib/plan/stack";
import { watchContainer } from "../watch-container";

const root = path.resolve(import.meta.dirname, "../../..");
export type MetricsFigures = {
  series: number;
  pushes: number;
  failedPushes: number;
  queries: number;
  failedQueries: number;
  queryMs: number[];
  residentBytes: number;
  swapBytes: number;
  isKilled: boolean;
};

/** VictoriaMetrics with compose.yaml's flags for memory: 50,000 series pushed every 5 s, and the queries of 20 viewers. */
export async function measureMetrics(host: Host, seconds: number): Promise<MetricsFigures> {
  const { memoryBytes, uid } = servicePlans.victoriametrics;
  const data = path.join(host.dir, "vm-data");
  await host.run("install", ["-d", "-o", String(uid), data]);
  const limits = ["--memory", String(memoryBytes), "--memory-swap", String(memoryBytes), "--user", `${uid}:${uid}`];
  const run = [
    "run",
    "-d",
    "--name",
    "soak-vm",
    "--network",
    "soak",
    ...limits,
    "-p",
    "127.0.0.1:8428:8428",
    "-v",
    `${data}:/storage`,
  ];
  const flags = [
    "-storageDataPath=/storage",
    "-memory.allowedPercent=38",
    "-search.maxMemoryPerQuery=40MiB",
    "-search.maxConcurrentRequests=8",
    "-search.maxUniqueTimeseries=100000",
    "-loggerLevel=WARN",
  ];
  await host.run("docker", [...run, images["victoria-metrics"], ...flags]);
  const watch = await watchContainer(host, "soak-vm");
  const output = await host.run(process.execPath, [
    path.join(root, "scripts/bench/soak/send-metrics.mjs"),
    String(seconds),
  ]);
  const figures = JSON.parse(output.slice(output.indexOf("{")));
  return { ...figures, ...(await watch.stop()) };
}
