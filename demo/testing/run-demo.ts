import { freePort } from "../../scripts/process/free-port.mjs";
import { startDemo } from "../../scripts/programs/start-demo.mjs";

export type DemoUnderTest = {
  url: string;
  pid: number;
  /** "127.0.0.1:8000", as a scrape target. */
  address: string;
  /** How the process ended: "exit code 0". */
  exited: Promise<string>;
  stop: () => Promise<void>;
  putFault: (name: string, parameters?: object) => Promise<void>;
  faultsOff: () => Promise<void>;
  /** Takes the imitation to a step of the plan, forwards or back. */
  goToStep: (step: number) => Promise<void>;
  /** The scrape text. */
  scrape: () => Promise<string>;
  /** The value of one sample, by its name and labels as the scrape writes them; undefined while it does not exist. */
  sample: (series: string) => Promise<number | undefined>;
};

type Options = {
  otlpUrl: string;
  requestsPerSecond: number;
  batchDelayMs?: number;
  logFile?: string;
  tokenFile?: string;
  /** For a pod beside others: what its spans call their host, and where it listens when it is to come back. */
  hostName?: string;
  port?: number;
  /** Where it begins; 4 by default. */
  rolloutStep?: number;
};

/** Starts the demo as a process of its own on free ports. */
export async function runDemo({
  otlpUrl,
  requestsPerSecond,
  batchDelayMs = 200,
  logFile,
  tokenFile = "",
  hostName = "",
  port: wantedPort,
  rolloutStep = 4,
}: Options): Promise<DemoUnderTest> {
  const [port, controlPort] = [wantedPort ?? (await freePort()), await freePort()];
  const env = {
    DEMO_CONTROL_PORT: String(controlPort),
    DEMO_BATCH_DELAY_MS: String(batchDelayMs),
    DEMO_HOST_NAME: hostName,
    DEMO_ROLLOUT_STEP: String(rolloutStep),
  };
  const { url, process, stop } = await startDemo({ port, otlpUrl, tokenFile, requestsPerSecond, logFile, env });
  const control = async (path: string, init: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${controlPort}/demo/${path}`, init);
    if (!response.ok) throw new Error(await response.text());
  };
  const scrape = async () => (await fetch(`${url}/metrics`)).text();
  return {
    url,
    pid: process.pid,
    address: `127.0.0.1:${port}`,
    exited: process.exited,
    stop,
    putFault: (name, parameters = {}) => control(`faults/${name}`, { method: "PUT", body: JSON.stringify(parameters) }),
    faultsOff: () => control("faults", { method: "DELETE" }),
    goToStep: (step) => control("rollout", { method: "PUT", body: JSON.stringify({ step }) }),
    scrape,
    sample: async (series) => {
      const line = (await scrape()).split("\n").find((candidate) => candidate.startsWith(`${series} `));
      return line === undefined ? undefined : Number(line.slice(series.length));
    },
  };
}
