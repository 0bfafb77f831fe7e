import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import { runCommand } from "../../process/run-command.mjs";
import { writeTargets } from "../../programs/write-scrape-config.mjs";
import type { startFullStack } from "../../run/start-full-stack.mjs";

type Stack = Awaited<ReturnType<typeof startFullStack>>;
type Part = "gate" | "vmagent" | "jaeger" | "victoriametrics" | "demo";
/** A fault put into a running stack: what the verdict must name, and what it may name beside that. */
export type LiveFault = {
  name: string;
  codes: FindingCode[];
  /** True as well, and not of the essence: what a consequence still shows. */
  also?: FindingCode[];
  inject: (stack: Stack) => Promise<void>;
  mend: (stack: Stack) => Promise<void>;
};

const root = path.resolve(import.meta.dirname, "../../..");

async function demo({ urls }: Stack, method: "PUT" | "DELETE", fault = "", body?: object): Promise<void> {
  const init: RequestInit = {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  };
  const response = await fetch(`${urls.control}/demo/faults${fault === "" ? "" : `/${fault}`}`, init);
  if (!response.ok) throw new Error(`${method} ${fault}: ${response.status}`);
}

const switched = (
  name: string,
  codes: FindingCode[],
  fault: string,
  body: object = {},
  also: FindingCode[] = [],
): LiveFault => ({
  ...{ name, codes, also },
  inject: (stack) => demo(stack, "PUT", fault, body),
  mend: (stack) => demo(stack, "DELETE"),
});
const killed = (part: Part, codes: FindingCode[], also: FindingCode[] = []): LiveFault => ({
  ...{ name: `${part} is killed`, codes, also },
  inject: (stack) => stack.kill(part),
  mend: (stack) => stack.start(part),
});
const stopped = (part: Part, codes: FindingCode[], also: FindingCode[] = []): LiveFault => ({
  ...{ name: `${part} hangs`, codes, also },
  inject: async (stack) => void process.kill(-(stack.pidOf(part) ?? 0), "SIGSTOP"),
  mend: async (stack) => void process.kill(-(stack.pidOf(part) ?? 0), "SIGCONT"),
});

async function tokenCommand({ dir, databaseUrl }: Stack, ...args: string[]): Promise<void> {
  const env = { OBS_DATA_DIR: dir, DATABASE_URL: databaseUrl, OBS_LOG_LEVEL: "silent" };
  await runCommand({
    command: process.execPath,
    args: [path.join(root, "scripts/token.mjs"), ...args],
    cwd: root,
    env,
  });
}

let kept = "";
const both = (...faults: LiveFault[]): LiveFault => ({
  name: faults.map(({ name }) => name).join(", and "),
  codes: faults.flatMap(({ codes }) => codes),
  also: faults.flatMap(({ also }) => also ?? []),
  inject: async (stack) => {
    for (const fault of faults) await fault.inject(stack);
  },
  mend: async (stack) => {
    for (const fault of faults) await fault.mend(stack);
  },
});

export const gateKilled = killed("gate", ["gate-down"]);
export const tokenDisabled: LiveFault = {
  name: "the token is disabled",
  codes: ["metrics-refused", "traces-refused"],
  inject: (stack) => tokenCommand(stack, "disable", "demo"),
  mend: (stack) => tokenCommand(stack, "enable", "demo"),
};
const tokenUnknown: LiveFault = {
  name: "the senders have a token of another console",
  codes: ["metrics-refused", "traces-refused"],
  inject: async ({ tokenFile }) => {
    kept = readFileSync(tokenFile, "utf8");
    writeFileSync(tokenFile, `${"0".repeat(64)}\n`);
  },
  mend: async ({ tokenFile }) => writeFileSync(tokenFile, kept),
};
export const vmagentKilled = killed("vmagent", ["vmagent-gone"]);
export const metricsStoreKilled = killed("victoriametrics", ["metrics-store-unreachable"]);
export const jaegerHangs = stopped("jaeger", ["traces-store-unreachable"], ["traces-store-refuses"]);
export const apiDown = switched("the API is down", ["api-down"], "api-down");
export const tasksFail = switched("a route fails half of the time", ["route-failing"], "error-spike", { ratio: 0.5 });
export const databaseSlow = switched("the database is slow", ["database-slow"], "slow-db", {}, ["route-slow"]);
const b2Failing = switched("B2 refuses uploads", ["b2-failing"], "b2-failing", {}, ["route-failing"]);
const apns = switched("APNs refuses all pushes", ["push-failing"], "apns-bad-device-token");

/** Each by itself and some in pairs, in an order that gives what was stopped time to come back. */
export const liveFaults: LiveFault[] = [
  gateKilled,
  tasksFail,
  tokenDisabled,
  apns,
  vmagentKilled,
  b2Failing,
  jaegerHangs,
  databaseSlow,
  metricsStoreKilled,
  switched("one error in ten", ["route-failing"], "error-spike", { ratio: 0.1 }),
  killed("jaeger", ["traces-store-unreachable"], ["traces-store-refuses"]),
  switched("a route is slow", ["route-slow"], "slow-route"),
  tokenUnknown,
  apiDown,
  switched("its /metrics hangs", ["api-not-scraped"], "scrape-hanging"),
  switched("the API sends no traces", ["exporter-silent"], "traces-stopped"),
  switched("Redis is gone", ["jobs-unknown"], "redis-down"),
  {
    name: "vmagent finds no pod",
    codes: ["api-gone"],
    inject: async ({ targetsFile }) => writeTargets(targetsFile, []),
    mend: async ({ targetsFile, urls }) => writeTargets(targetsFile, [urls.demo.replace("http://", "")]),
  },
  killed("demo", ["api-down"]),
  stopped("victoriametrics", ["metrics-store-unreachable"]),
  stopped("gate", ["gate-down"]),
  stopped("demo", ["api-down"]),
  both(vmagentKilled, apns),
  both(killed("jaeger", ["traces-store-unreachable"], ["traces-store-refuses"]), tasksFail),
  both(gateKilled, apiDown),
];
