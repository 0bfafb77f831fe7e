import "server-only";
import { listOperations } from "@/lib/jaeger/list-operations";
import { maxTraces, searchTraces, type TraceSearch } from "@/lib/jaeger/search-traces";
import type { Measured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { samplingWords } from "@/lib/traces/load-sampling";
import { searchBudget } from "@/lib/traces/search/plan-trace-search";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { pushFailures, pushServiceOf, spansNamed, taskFacts, taskTypeOf, uploadFacts } from "./span-facts";
import type { PushFailure, SpanFacts, TaskFacts, UploadFacts } from "./types";

const hourSeconds = 3600;
const uploadOperation = "b2.PutObject";
const pushOperations = ["apns.send", "fcm.send"];
type Ask = { range: RangeKey; fresh?: boolean };
type Wanted = { operation: string; tags?: Record<string, string> };

/** Searches the newest hour of the range, within what one refresh may cost Jaeger. */
async function sample(
  wanted: readonly Wanted[],
  { range, fresh }: Ask,
): Promise<{ found: TraceSearch[]; about: string }> {
  const slotMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  const endMs = slotStartMs(Date.now(), slotMs) + slotMs;
  const seconds = Math.min(hourSeconds, secondsOf(range));
  const window = { service: apiServiceName, startMs: endMs - seconds * 1000, endMs, limit: maxTraces };
  const found = await Promise.all(
    wanted.slice(0, searchBudget).map((query) => searchTraces({ ...window, ...query }, { priority: "page", fresh })),
  );
  const about = [
    secondsOf(range) > hourSeconds ? "newest hour only" : `last ${range}`,
    found.some(({ limitReached }) => limitReached) ? `at most ${maxTraces} traces a search, more exist` : null,
    samplingWords(),
  ];
  return { found, about: about.filter(Boolean).join(" · ") };
}

const tracesOf = (found: readonly TraceSearch[]) => found.flatMap(({ traces }) => traces);

function facts<Row>(
  load: () => Promise<{ rows: Row[]; spans: number; noun: string; about: string } | null>,
): Promise<Measured<SpanFacts<Row>>> {
  return measure(async () => {
    const loaded = await load();
    if (loaded === null || loaded.spans === 0) return null;
    const { rows, spans, noun, about } = loaded;
    return { value: { rows, looked: `${spans} ${noun} with a trace · ${about}` }, sampledAtMs: Date.now() };
  });
}

/** Sizes of the newest uploads that have a trace, by bucket and result. Empty when none has. */
export function loadUploadFacts(ask: Ask): Promise<Measured<SpanFacts<UploadFacts>>> {
  return facts(async () => {
    const { found, about } = await sample([{ operation: uploadOperation }], ask);
    const spans = spansNamed(tracesOf(found), ({ name }) => name === uploadOperation);
    return { rows: uploadFacts(spans), spans: spans.length, noun: "uploads", about };
  });
}

/**
 * Why pushes failed. Asks for failed pushes and for the newest ones: Jaeger's in-memory store finds nothing by the
 * error tag.
 */
export function loadPushFailures(ask: Ask): Promise<Measured<SpanFacts<PushFailure>>> {
  return facts(async () => {
    const wanted = pushOperations.flatMap((operation) => [{ operation, tags: { error: "true" } }, { operation }]);
    const { found, about } = await sample(wanted, ask);
    const spans = spansNamed(tracesOf(found), (span) => pushServiceOf(span) !== null);
    const ofFcm = spans.filter((span) => pushServiceOf(span) === "FCM").length;
    const noun = `pushes (${ofFcm} of FCM)`;
    return { rows: pushFailures(spans), spans: spans.length, noun, about };
  });
}

/** Attempts by task type, from the newest traces of each type. */
export function loadTaskFacts(ask: Ask): Promise<Measured<SpanFacts<TaskFacts>>> {
  return facts(async () => {
    const operations = await listOperations(apiServiceName, { fresh: ask.fresh });
    const types = operations.filter((name) => name.startsWith("asynq."));
    if (types.length === 0) return null;
    const { found, about } = await sample(
      types.map((operation) => ({ operation })),
      ask,
    );
    const spans = spansNamed(tracesOf(found), (span) => taskTypeOf(span) !== null);
    const left = types.length - searchBudget;
    const more = left > 0 ? ` · ${searchBudget} of ${types.length} task types looked at` : "";
    return { rows: taskFacts(spans), spans: spans.length, noun: "tries", about: `${about}${more}` };
  });
}
