import "server-only";
import { listOperations } from "@/lib/jaeger/list-operations";
import { listServices } from "@/lib/jaeger/list-services";
import { maxTraces, maxWindowMs, searchTraces } from "@/lib/jaeger/search-traces";
import type { Trace } from "@/lib/jaeger/trace";
import type { Measured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { loginOperation, pushOperation, uploadOperation } from "../operations";

/** Traces with one kind of span: the newest, and how far back was looked. */
export type Found = { traces: Trace[]; lookedBackMs: number };

export type TraceFacts = {
  services: string[];
  operations: string[];
  /** The newest traces of the API, whatever they are. */
  recent: Found;
  login: Found;
  uploads: Found;
  pushes: Found;
  tasks: Found;
  queries: Found;
};

const hoursBack = 6;
const few = 5;
/** Spans come in batches, children before their request: by two scrapes a trace is whole. */
const settleScrapes = 2;
const taskTypesMax = 3;

/** The newest traces with a span of this name: hour by hour backwards, until one has some. */
async function findNewest(operation: string | undefined, limit: number, nowMs: number): Promise<Found> {
  for (let hour = 0; hour < hoursBack; hour += 1) {
    const endMs = nowMs - settleScrapes * env().OBS_SCRAPE_INTERVAL_SECONDS * 1000 - hour * maxWindowMs;
    const query = { service: apiServiceName, operation, limit, startMs: endMs - maxWindowMs, endMs };
    const { traces } = await searchTraces(query, { priority: "background", fresh: true });
    if (traces.length > 0) return { traces, lookedBackMs: (hour + 1) * maxWindowMs };
  }
  return { traces: [], lookedBackMs: hoursBack * maxWindowMs };
}

/** What is asked of Jaeger once for all checks: about a dozen small searches, behind everybody else's. */
export function loadTraceFacts(nowMs = Date.now()): Promise<Measured<TraceFacts>> {
  return measure(async () => {
    const services = await listServices({ fresh: true });
    const none: Found = { traces: [], lookedBackMs: hoursBack * maxWindowMs };
    if (!services.includes(apiServiceName)) {
      const empty = { recent: none, login: none, uploads: none, pushes: none, tasks: none, queries: none };
      return { value: { services, operations: [], ...empty }, sampledAtMs: nowMs };
    }
    const operations = await listOperations(apiServiceName, { fresh: true });
    // An operation that Jaeger does not list was not seen within its retention: nothing to search.
    const find = (operation: string, limit = few) =>
      operations.includes(operation) ? findNewest(operation, limit, nowMs) : Promise.resolve(none);
    const taskNames = operations.filter((name) => name.startsWith("asynq.")).slice(0, taskTypesMax);
    const recent = await findNewest(undefined, maxTraces, nowMs);
    const login = await find(loginOperation, 1);
    const uploads = await find(uploadOperation);
    const pushes = await find(pushOperation);
    const queries = await find("gorm.Query", maxTraces);
    const tasks: Found = { ...none, traces: [] };
    for (const name of taskNames) tasks.traces.push(...(await find(name, 2)).traces);
    return { value: { services, operations, recent, login, uploads, pushes, tasks, queries }, sampledAtMs: nowMs };
  });
}
