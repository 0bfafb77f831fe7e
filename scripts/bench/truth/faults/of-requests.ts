import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import type { LiveFault, Stack } from "./types";

async function callDemo({ urls }: Stack, method: "PUT" | "DELETE", fault: string, body?: object): Promise<void> {
  const init: RequestInit = {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  };
  const response = await fetch(`${urls.control}/demo/faults/${fault}`, init);
  if (!response.ok) throw new Error(`${method} ${fault}: ${response.status}`);
}

/** Share of the requests that have a trace: with all of them Jaeger's memory is full within half an hour. */
export const samplingRatio = 0.2;
export const sampleFew = (stack: Stack) => callDemo(stack, "PUT", "sampled", { ratio: samplingRatio });

/** A fault that the workload has built in. */
const switched = (
  name: string,
  codes: FindingCode[],
  fault: string,
  { body = {}, ...more }: { body?: object } & Partial<LiveFault> = {},
): LiveFault => ({
  ...{ name, codes, ...more },
  inject: (stack) => callDemo(stack, "PUT", fault, body),
  mend: (stack) => callDemo(stack, "DELETE", fault),
});

const uploads: FindingCode[] = ["route-failing", "route-slow"];

export const halfFails = switched("a route fails half of the time", ["route-failing"], "error-spike");
export const databaseSlow = switched("the database is slow", ["database-slow"], "slow-db");
export const routeSlow = switched("a route is slow", ["route-slow"], "slow-route");
export const b2Failing = switched("B2 refuses uploads", ["b2-failing"], "b2-failing", { also: uploads });
export const apnsFailing = switched("APNs refuses all pushes", ["push-failing"], "apns-bad-device-token");
export const apiDown = switched("the API is down", ["api-down"], "api-down");
export const redisGone = switched("Redis is gone", ["jobs-unknown"], "redis-down");
export const exporterSilent = switched("the API sends no traces", ["exporter-silent"], "traces-stopped");
const workersStopped = switched("the workers have stopped", ["jobs-stuck"], "workers-stopped");
export const clockBehind = switched("the API's clock is 10 min behind", ["clock-off"], "clock-off");

/** What requests suffer from, and what the API itself does. */
export const faultsOfRequests: LiveFault[] = [
  halfFails,
  switched("one error in ten", ["route-failing"], "error-spike", { body: { ratio: 0.1 } }),
  switched("one error in twenty", ["route-failing"], "error-spike", { body: { ratio: 0.05 } }),
  switched("a route that is asked twice a second fails", ["route-failing"], "error-spike", {
    body: { route: "POST /api/auth/login/", ratio: 0.5 },
  }),
  routeSlow,
  databaseSlow,
  b2Failing,
  switched("B2 takes seconds", ["b2-slow"], "b2-slow"),
  switched("B2 slows a route, within its own limit", ["b2-slow"], "b2-slow", { body: { addMs: 2500 } }),
  apnsFailing,
  redisGone,
  switched("jobs fail", ["jobs-failing"], "jobs-failing"),
  workersStopped,
  exporterSilent,
  clockBehind,
  switched("the API's clock is 3 min ahead", ["clock-off"], "clock-off", { body: { offsetMs: 180_000 } }),
  apiDown,
  switched("its /metrics hangs", ["api-not-scraped"], "scrape-hanging"),
  {
    ...{ name: "every request has a trace, where one in five is set to", codes: ["sampling-differs"] },
    ...{ isNotice: true, patienceSeconds: 300 },
    inject: (stack) => callDemo(stack, "DELETE", "sampled"),
    mend: sampleFew,
  },
  switched("nobody asks the API but its probes", ["only-own-probes"], "no-load", { isNotice: true }),
];
