import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { freePort } from "@/scripts/process/free-port.mjs";
import { startVictoriaMetrics } from "@/scripts/programs/start-victoria-metrics.mjs";

const samplesPerSeries = 10_000;
const stepMs = 8000;
const seriesPerPush = 20;

/** Bytes that a directory has of the disk. */
const allocatedBytes = (dir: string) => Number(execFileSync("du", ["-sk", dir]).toString().split("\t")[0]) * 1024;

/**
 * Fills a directory of VictoriaMetrics with random values of the last 22 hours until it has so many bytes of the disk.
 * Random ones compress worst, so that a gigabyte is had with few samples; by import on the loopback.
 */
export async function fillMetrics(dataDir: string, bytesWanted: number): Promise<{ series: number; samples: number }> {
  const store = await startVictoriaMetrics({ port: await freePort(), dataDir });
  const startMs = Date.now() - samplesPerSeries * stepMs;
  const timestamps = Array.from({ length: samplesPerSeries }, (_, index) => startMs + index * stepMs).join(",");
  // A slice of one long list for each series: within one, nothing repeats.
  const pool = Array.from({ length: samplesPerSeries * 20 }, () => randomInt(2 ** 47) * 4 + randomInt(4));
  let series = 0;
  while (allocatedBytes(dataDir) < bytesWanted) {
    for (let push = 0; push < 10; push += 1) {
      const lines = Array.from({ length: seriesPerPush }, () => {
        series += 1;
        const from = randomInt(pool.length - samplesPerSeries);
        const values = pool.slice(from, from + samplesPerSeries).join(",");
        return `{"metric":{"__name__":"move_filling","id":"${series}"},"values":[${values}],"timestamps":[${timestamps}]}`;
      });
      const answer = await fetch(`${store.url}/api/v1/import`, { method: "POST", body: lines.join("\n") });
      if (!answer.ok) throw new Error(`The import answers ${answer.status}.`);
    }
    await store.flush();
  }
  await store.stop();
  return { series, samples: series * samplesPerSeries };
}
