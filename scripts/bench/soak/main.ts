// What 256 MB hold: see BENCHMARKS.md, "Soak". Root and Linux; a swap file, containers and a network namespace of its own,
// all removed at the end. Load goes to 127.0.0.1 inside that namespace.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { importImages } from "@/deploy/testing/import-images";
import { startHost, whyNoHost } from "@/deploy/testing/start-host";
import { measureLoad, type Phase, startJaeger, untilAnswers } from "./measure-jaeger";
import { measureMetrics } from "./measure-metrics";
import { writeSoakReport } from "./write-soak-report";

/** Of each steady rate. */
const seconds = Number(process.env.OBS_SOAK_SECONDS ?? 60);
/** Stored before Jaeger is killed and started again. */
const storedWanted = Number(process.env.OBS_SOAK_SPANS ?? 1_000_000);
const fillPerSecond = 3200;
const fillSecondsMax = 600;

const reason = whyNoHost();
if (reason) {
  console.error(`The soak cannot run here: ${reason}.`);
  process.exit(1);
}
const dir = mkdtempSync(path.join(tmpdir(), "obs-soak-"));
const swap = path.join(dir, "swap");
const host = await startHost(dir);
const say = (phase: Phase) => {
  console.log(
    `${phase.title}: ${phase.accepted} of ${phase.offered} accepted, ${phase.refused} refused${phase.isKilled ? ", KILLED" : ""}`,
  );
  return phase;
};

/** How long Jaeger takes to answer a search again, in milliseconds, after it was ended this way. */
async function restartAfter(how: string[]): Promise<number> {
  await host.run("docker", how);
  await host.run("docker", ["start", "soak-jaeger"]);
  return untilAnswers(host);
}

try {
  await host.run("sh", [
    "-c",
    `dd if=/dev/zero of=${swap} bs=1M count=1024 status=none && chmod 600 ${swap} && mkswap -q ${swap} && swapon ${swap}`,
  ]);
  await host.run("docker", ["network", "create", "soak"]);
  await importImages(host);

  await startJaeger(host, "soak-plain", { plain: true });
  const baseline = [
    say(await measureLoad(host, "soak-plain", "the plan, no swap: 3200/s", 3200, Math.max(40, seconds))),
  ];
  await host.run("docker", ["rm", "-f", "soak-plain"]);

  await startJaeger(host, "soak-jaeger");
  const phases: Phase[] = [];
  for (const rate of [100, 400, 800, 3200]) {
    phases.push(say(await measureLoad(host, "soak-jaeger", `${rate}/s`, rate, seconds)));
  }
  for (const burst of [1, 2, 3]) {
    phases.push(say(await measureLoad(host, "soak-jaeger", `burst ${burst}, unpaced`, 0, 9)));
    phases.push(say(await measureLoad(host, "soak-jaeger", `400/s after burst ${burst}`, 400, 8)));
  }
  const stored = () => phases.reduce((sum, { accepted }) => sum + accepted, 0);
  const missing = Math.max(0, storedWanted - stored());
  if (missing > 0) {
    const fillSeconds = Math.min(fillSecondsMax, Math.ceil(missing / fillPerSecond));
    phases.push(
      say(await measureLoad(host, "soak-jaeger", `${fillPerSecond}/s, to fill it`, fillPerSecond, fillSeconds)),
    );
  }
  const storedSpans = stored();
  const restarts = {
    storedSpans,
    killMs: await restartAfter(["kill", "soak-jaeger"]),
    cleanMs: await restartAfter(["stop", "-t", "30", "soak-jaeger"]),
  };
  const after = say(await measureLoad(host, "soak-jaeger", "400/s after the restarts", 400, 10));
  await host.run("docker", ["rm", "-f", "soak-jaeger"]);

  const metrics = await measureMetrics(host, seconds);
  writeSoakReport({ seconds, baseline, phases: [...phases, after], restarts, metrics });
  console.log("written to BENCHMARKS.md");
} finally {
  await host.destroy();
  // Not on the host, which is gone: swap is the machine's.
  spawnSync("swapoff", [swap]);
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);
