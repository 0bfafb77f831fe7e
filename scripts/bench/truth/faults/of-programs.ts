import { createServer, type Server } from "node:http";
import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import type { LiveFault, Part, Stack } from "./types";

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
/** The part started anew with something wrong about it. */
const startedWith = (
  name: string,
  codes: FindingCode[],
  part: Part,
  otherwise: NonNullable<Parameters<Stack["start"]>[1]>,
): LiveFault => ({
  ...{ name, codes },
  inject: async (stack) => {
    await stack.kill(part);
    await stack.start(part, otherwise);
  },
  mend: async (stack) => {
    await stack.kill(part);
    await stack.start(part);
  },
});

let instead: Server | null = null;
/** Something else that listens where the gate did, and answers everybody alike. */
const gateAnswers = (name: string, codes: FindingCode[], status: number): LiveFault => ({
  ...{ name, codes },
  inject: async (stack) => {
    await stack.kill("gate");
    instead = createServer((request, response) => {
      request.resume();
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => instead?.listen(Number(new URL(stack.urls.gate).port), "127.0.0.1", resolve));
  },
  mend: async (stack) => {
    instead?.closeAllConnections();
    await new Promise((resolve) => instead?.close(resolve));
    await stack.start("gate");
  },
});

const refuses: FindingCode[] = ["traces-store-refuses"];

export const gateKilled = killed("gate", ["gate-down"]);
export const vmagentKilled = killed("vmagent", ["vmagent-gone"]);
export const metricsStoreKilled = killed("victoriametrics", ["metrics-store-unreachable"]);
export const jaegerKilled = killed("jaeger", ["traces-store-unreachable"], refuses);
export const jaegerHangs = stopped("jaeger", ["traces-store-unreachable"], refuses);
const demoKilled = killed("demo", ["api-down"]);

/** The programs on the two paths: gone, hanging, or started with something wrong about them. */
export const faultsOfPrograms: LiveFault[] = [
  gateKilled,
  stopped("gate", ["gate-down"]),
  gateAnswers("the gate answers everybody with 500", ["gate-fails"], 500),
  gateAnswers("the gate lets everybody write", ["gate-open"], 204),
  vmagentKilled,
  stopped("vmagent", ["vmagent-gone"]),
  metricsStoreKilled,
  stopped("victoriametrics", ["metrics-store-unreachable"]),
  startedWith("the metrics storage is read-only", ["metrics-store-read-only"], "victoriametrics", {
    flags: ["-storage.minFreeDiskSpaceBytes=1000TB"],
  }),
  startedWith("VictoriaMetrics refuses questions as too heavy", ["metrics-store-too-busy"], "victoriametrics", {
    flags: ["-search.maxMemoryPerQuery=1"],
  }),
  jaegerKilled,
  jaegerHangs,
  startedWith("Jaeger takes no spans", ["traces-store-refuses"], "jaeger", { otlpPort: 9 }),
  demoKilled,
  stopped("demo", ["api-down"]),
];
