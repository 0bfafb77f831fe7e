// What the console's own container holds: see BENCHMARKS.md, "The console in its container". The demo of
// deploy/compose.demo.yaml in a network namespace and a Docker Engine of its own, all removed at the end.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { demoAdmin, demoUrls, startDemoStack } from "@/deploy/testing/start-demo-stack";
import { whyNoHost } from "@/deploy/testing/start-host";
import { formatBytes } from "@/lib/format/bytes";
import { servicePlans } from "@/lib/plan/stack";
import { watchContainer } from "../watch-container";
import { writeRegion } from "../write-region.mjs";

const [viewers, signIns, slots] = [50, 20, Number(process.env.OBS_BENCH_SLOTS ?? 24)];
const pressSchema = z.object({
  refreshes: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  slotMs: z.number(),
  signIns: z.object({ rounds: z.number(), p50Ms: z.number(), p95Ms: z.number() }),
});

const reason = whyNoHost();
if (reason) {
  console.error(`This cannot be measured here: ${reason}.`);
  process.exit(1);
}
const dir = mkdtempSync(path.join(tmpdir(), "obs-container-"));
const stack = await startDemoStack(dir);
try {
  await stack.up();
  const id = (await stack.compose("ps", "-q", "console")).trim();
  const watch = await watchContainer(stack.host, id);
  const words = [demoUrls.console, demoUrls.vm, JSON.stringify(demoAdmin), viewers, signIns, slots].map(String);
  const pressed = pressSchema.parse(await stack.runScript("deploy/testing/press-console.mjs", ...words));
  const { residentBytes, isKilled } = await watch.stop();
  const { RestartCount } = await stack.host.docker.getContainer(id).inspect();
  const { memoryBytes } = servicePlans.console;
  const ms = (value: number) => `${Math.round(value).toLocaleString("en-US")} ms`;
  const { signIns: rounds } = pressed;
  const text = `## The console in its container

Measured on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]
    ?.model.replace(/\(.*?\)/g, "")
    .trim()}), load average ${loadavg()[0]?.toFixed(1)} at the end, with \`npm run bench -- container\`: the demo of
\`deploy/compose.demo.yaml\` on a real Docker Engine, ${viewers} viewers who refresh the on-call page every ${pressed.slotMs / 1000} s for ${(slots * pressed.slotMs) / 1000} s, each with a session of
their own, and meanwhile ${signIns} sign-ins at once, again and again. All of it shared the machine's cores. Memory is without what the kernel can drop.

| refreshes | overview p50 | p95 | rounds of ${signIns} sign-ins | a round p50 | p95 | memory at most | of | killed or restarted |
| --: | --: | --: | --: | --: | --: | --: | --: | --- |
| ${pressed.refreshes.toLocaleString("en-US")} | ${ms(pressed.p50Ms)} | ${ms(pressed.p95Ms)} | ${rounds.rounds} | ${ms(rounds.p50Ms)} | ${ms(rounds.p95Ms)} | ${formatBytes(residentBytes)} | ${formatBytes(memoryBytes)} | ${isKilled || RestartCount > 0 ? "**yes**" : "no"} |`;
  writeRegion(path.resolve(import.meta.dirname, "../../../BENCHMARKS.md"), "container", text);
  console.log(text);
} finally {
  await stack.host.destroy();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);
