import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import { freePort } from "../../../process/free-port.mjs";
import { startDemo } from "../../../programs/start-demo.mjs";
import { scrapeJobs, writeTargets } from "../../../programs/write-scrape-config.mjs";
import type { LiveFault, Stack } from "./types";

const addressOf = ({ urls }: Stack) => urls.demo.replace("http://", "");

/** vmagent discovers these targets instead of the API alone. */
const discovered = (name: string, codes: FindingCode[], targetsOf: (own: string) => string[]): LiveFault => ({
  ...{ name, codes },
  inject: async (stack) => writeTargets(stack.targetsFile, targetsOf(addressOf(stack))),
  mend: async (stack) => writeTargets(stack.targetsFile, [addressOf(stack)]),
});

let kept = "";
async function reload({ urls }: Stack): Promise<void> {
  const { status } = await fetch(`${urls.vmagent}/-/reload`);
  if (status >= 300) throw new Error(`vmagent answers ${status} to a reload.`);
}
/** vmagent reads another configuration. */
const configured = (
  name: string,
  codes: FindingCode[],
  change: (config: string) => string,
  more: Partial<LiveFault> = {},
): LiveFault => ({
  ...{ name, codes },
  ...more,
  inject: async (stack) => {
    const file = path.join(stack.dir, "vmagent/scrape.yaml");
    kept = readFileSync(file, "utf8");
    writeFileSync(file, change(kept));
    await reload(stack);
  },
  mend: async (stack) => {
    writeFileSync(path.join(stack.dir, "vmagent/scrape.yaml"), kept);
    await reload(stack);
  },
});

const apiJob = (config: string) => config.slice(config.indexOf("  - job_name"), config.lastIndexOf("  - job_name"));

let second: Awaited<ReturnType<typeof startDemo>> | null = null;
let service: Server | null = null;
/** A service with two processes behind it, each scraped at the one address by turns. */
const severalProcesses: LiveFault = {
  name: "two processes answer at one target",
  codes: ["several-processes"],
  inject: async (stack) => {
    const [port, controlPort, servicePort] = [await freePort(), await freePort(), await freePort()];
    const env = { DEMO_CONTROL_PORT: String(controlPort) };
    const otlpUrl = `${stack.urls.gate}/v1/traces`;
    second = await startDemo({ port, otlpUrl, tokenFile: stack.tokenFile, requestsPerSecond: 5, env });
    const ports = [port, Number(new URL(stack.urls.demo).port)];
    let turn = 0;
    service = createServer(async (_, response) => {
      turn += 1;
      const answer = await fetch(`http://127.0.0.1:${ports[turn % ports.length]}/metrics`);
      response.setHeader("content-type", answer.headers.get("content-type") ?? "").end(await answer.text());
    });
    await new Promise<void>((resolve) => service?.listen(servicePort, "127.0.0.1", resolve));
    writeTargets(stack.targetsFile, [`127.0.0.1:${servicePort}`]);
  },
  mend: async (stack) => {
    writeTargets(stack.targetsFile, [addressOf(stack)]);
    service?.closeAllConnections();
    service?.close();
    await second?.stop();
  },
};

const noPod = discovered("vmagent finds no pod", ["api-gone"], () => []);

/** What vmagent scrapes and how. */
export const faultsOfScrapes: LiveFault[] = [
  noPod,
  discovered("one pod of two is down", ["pods-down"], (own) => [own, "127.0.0.1:9"]),
  severalProcesses,
  configured("the API is scraped under another job", ["other-job"], (config) =>
    config.replace(`job_name: ${scrapeJobs.api}`, "job_name: pods"),
  ),
  configured(
    "two jobs scrape the API",
    ["scraped-twice"],
    (config) => `${config}${apiJob(config).replace(scrapeJobs.api, "pods")}`,
    { isNotice: true },
  ),
  configured(
    "scraped at three times the interval",
    ["interval-differs"],
    (config) => config.replace(/scrape_interval: (\d+)s/, (_, seconds) => `scrape_interval: ${3 * Number(seconds)}s`),
    { isNotice: true },
  ),
  {
    name: "there was a gap",
    codes: ["metrics-gap"],
    isNotice: true,
    inject: async (stack) => {
      await stack.kill("vmagent");
      await sleep(30_000);
      await stack.start("vmagent");
    },
    mend: async () => {},
  },
];
