import { freePort } from "../../scripts/stack/free-port.mjs";
import { startDemo } from "../../scripts/stack/start-demo.mjs";

export type DemoUnderTest = {
  url: string;
  pid: number;
  /** How the process ended: "exit code 0". */
  exited: Promise<string>;
  putFault: (name: string, parameters?: object) => Promise<void>;
  faultsOff: () => Promise<void>;
  /** The scrape text. */
  scrape: () => Promise<string>;
  /** The value of one sample, by its name and labels as the scrape writes them; undefined while it does not exist. */
  sample: (series: string) => Promise<number | undefined>;
};

type Options = { otlpUrl: string; requestsPerSecond: number; batchDelayMs?: number; logFile?: string };

/** Starts the demo as a process of its own on free ports. */
export async function runDemo({
  otlpUrl,
  requestsPerSecond,
  batchDelayMs = 200,
  logFile,
}: Options): Promise<DemoUnderTest> {
  const [port, controlPort] = [await freePort(), await freePort()];
  const env = { DEMO_CONTROL_PORT: String(controlPort), DEMO_BATCH_DELAY_MS: String(batchDelayMs) };
  const { url, process } = await startDemo({ port, otlpUrl, tokenFile: "", requestsPerSecond, logFile, env });
  const control = async (path: string, init: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${controlPort}/demo/faults${path}`, init);
    if (!response.ok) throw new Error(await response.text());
  };
  const scrape = async () => (await fetch(`${url}/metrics`)).text();
  return {
    url,
    pid: process.pid,
    exited: process.exited,
    putFault: (name, parameters = {}) => control(`/${name}`, { method: "PUT", body: JSON.stringify(parameters) }),
    faultsOff: () => control("", { method: "DELETE" }),
    scrape,
    sample: async (series) => {
      const line = (await scrape()).split("\n").find((candidate) => candidate.startsWith(`${series} `));
      return line === undefined ? undefined : Number(line.slice(series.length));
    },
  };
}
