import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import images from "@/deploy/images.json";
import type { Host } from "@/deploy/testing/start-host";
import { servicePlans } from "@/lib/plan/stack";
import { watchContainer } from "../watch-container";

const root = path.resolve(import.meta.dirname, "../../..");
const { memoryBytes, swapBytes, uid } = servicePlans.jaeger;
const ports = { otlp: 4318, query: 16686 };

type Load = { offered: number; accepted: number; refused: number; failed: number; seconds: number };
export type Phase = Load & {
  title: string;
  residentBytes: number;
  swapBytes: number;
  isKilled: boolean;
  searchMs: number[];
};

/** Starts Jaeger as compose.yaml does; `plain`: as the plan has it, without swap and without the limiter. */
export async function startJaeger(host: Host, name: string, { plain = false } = {}): Promise<void> {
  const shipped = readFileSync(path.join(root, "deploy/jaeger/config.yaml"), "utf8");
  const goLimit = /\n {2}jaeger:[\s\S]*? GOMEMLIMIT: (\S+)/.exec(
    readFileSync(path.join(root, "deploy/compose.yaml"), "utf8"),
  );
  const config = path.join(host.dir, `${name}.yaml`);
  writeFileSync(config, plain ? shipped.replace("processors: [memory_limiter]", "processors: []") : shipped, {
    mode: 0o644,
  });
  const data = path.join(host.dir, `${name}-data`);
  await host.run("install", ["-d", "-o", String(uid), data]);
  const limits = ["--memory", String(memoryBytes), "--memory-swap", String(memoryBytes + (plain ? 0 : swapBytes))];
  const env = ["-e", "OBS_JAEGER_HOST=0.0.0.0", "-e", "OBS_JAEGER_DATA_DIR=/badger"];
  if (!plain) env.push("-e", `GOMEMLIMIT=${goLimit?.[1]}`);
  const mounts = ["-v", `${data}:/badger`, "-v", `${config}:/etc/jaeger/config.yaml:ro`, "--tmpfs", "/tmp"];
  const publish = Object.values(ports).flatMap((port) => ["-p", `127.0.0.1:${port}:${port}`]);
  const run = ["run", "-d", "--name", name, "--network", "soak", ...limits, ...env, ...mounts, ...publish];
  await host.run("docker", [...run, images.jaeger, "--config=file:/etc/jaeger/config.yaml"]);
  await untilAnswers(host);
}

/** Waits until a search answers; returns how long that took, in milliseconds. */
export async function untilAnswers(host: Host): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < 180_000) {
    if ((await search(host)) !== null) return performance.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("Jaeger does not answer for 3 minutes.");
}

/** One search as the console asks it: 20 traces of the last hour. Milliseconds, or null where it fails. */
async function search(host: Host): Promise<number | null> {
  const end = Date.now() * 1000;
  const url = `http://127.0.0.1:${ports.query}/api/traces?service=honeydue-api&limit=20&start=${end - 3600e6}&end=${end}`;
  const args = ["-s", "-o", "/dev/null", "--max-time", "20", "-w", "%{http_code} %{time_total}", url];
  const output = await host.run("curl", args).catch(() => "");
  const [status, seconds] = output.split(" ");
  return status === "200" ? Number(seconds) * 1000 : null;
}

/** Sends at this rate for so long, with a search every two seconds, and says what became of it. */
export async function measureLoad(
  host: Host,
  name: string,
  title: string,
  perSecond: number,
  seconds: number,
): Promise<Phase> {
  const watch = await watchContainer(host, name);
  const sender = path.join(root, "scripts/bench/soak/send-spans.mjs");
  const sending = host.run(process.execPath, [sender, String(ports.otlp), String(perSecond), String(seconds)]);
  let isSending = true;
  const searchMs: number[] = [];
  const searching = (async () => {
    while (isSending) {
      const took = await search(host);
      if (took !== null) searchMs.push(took);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  })();
  const output = await sending;
  isSending = false;
  await searching;
  const load: Load = JSON.parse(output.slice(output.indexOf("{")));
  return { title, ...load, ...(await watch.stop()), searchMs };
}
