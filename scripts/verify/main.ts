// The verification of a deployment: black-box checks, told as lines or as JSON. verify.sh runs it in the console's
// image on the host's network; `npm run verify` from a clone.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs, parseEnv } from "node:util";
import { allChecks } from "@/lib/checks/all-checks";
import { openDeployment } from "@/lib/checks/open-deployment";
import type { VerifyReport } from "@/lib/checks/report";
import { runChecks } from "@/lib/checks/run-checks";
import { stackPaths } from "@/lib/plan/stack";
import { tellReport } from "./tell-report";

const help = `verify [options]: checks a running deployment and names what is wrong.
  --json           prints the report as JSON
  --only NAMES     only these checks, separated by commas (--list names them)
  --list           names the checks
  --connect IP     asks this address instead of what the hosts' names resolve to (before a DNS change)
  --ca FILE        one more authority to trust
  --root DIR       the deployment lies below this directory
  --quiet          prints what is wrong, and nothing else
Exit status: 0 all well, 1 something is wrong, 2 something could not be checked, 3 not understood.`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      only: { type: "string" },
      list: { type: "boolean" },
      connect: { type: "string" },
      ca: { type: "string" },
      root: { type: "string" },
      quiet: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  return values;
}

/** For the page "Verify": the newest report, where the console finds it. */
function keepReport(report: VerifyReport, dataDir: string): void {
  if (!existsSync(dataDir)) return;
  const file = path.join(dataDir, "verify-report.json");
  mkdirSync(path.dirname(file), { recursive: true });
  // Nothing secret is in it, and the console reads it as another user.
  writeFileSync(`${file}.new`, JSON.stringify(report), { mode: 0o644 });
  renameSync(`${file}.new`, file);
}

async function main(): Promise<number> {
  const values = readOptions();
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (values.list) {
    for (const { name, title } of allChecks) console.log(`${name.padEnd(20)} ${title}`);
    return 0;
  }
  const only = values.only?.split(",").filter(Boolean);
  const strange = only?.find((name) => !allChecks.some((check) => check.name === name));
  if (strange) {
    console.error(`There is no check "${strange}"; --list names them.`);
    return 3;
  }
  const root = values.root ?? process.env.OBS_ROOT ?? "";
  const seenRoot = process.env.OBS_SEEN_ROOT ?? root;
  const { envFile, data } = stackPaths(seenRoot);
  if (!existsSync(envFile)) {
    console.error(`There is no deployment here: ${stackPaths(root).envFile} is missing. install.sh makes one.`);
    return 3;
  }
  const settings = parseEnv(readFileSync(envFile, "utf8"));
  const deployment = openDeployment({
    settings,
    root,
    seenRoot,
    dockerSocket: (process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock").replace("unix://", ""),
    procDir: process.env.OBS_PROC_DIR ?? "/proc",
    cgroupRoot: process.env.OBS_CGROUP_ROOT ?? "/sys/fs/cgroup",
    clockSynchronized: { yes: true, no: false }[process.env.OBS_CLOCK_SYNCHRONIZED ?? ""] ?? null,
    address: values.connect ?? null,
    ca: values.ca ? readFileSync(values.ca, "utf8") : null,
  });
  const startedAtMs = Date.now();
  const checks = await runChecks(
    allChecks.filter(({ name }) => !only || only.includes(name)),
    deployment,
  );
  const report: VerifyReport = {
    version: 1,
    startedAtMs,
    finishedAtMs: Date.now(),
    host: process.env.OBS_HOST_NAME ?? hostname(),
    checks,
  };
  if (!only) keepReport(report, path.join(data, "console"));
  if (values.json) console.log(JSON.stringify(report));
  else console.log(tellReport(report, { quiet: values.quiet ?? false }));
  const states = checks.flatMap(({ outcomes }) => outcomes.map(({ state }) => state));
  return states.includes("failed") ? 1 : states.includes("unknown") ? 2 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 3;
}
