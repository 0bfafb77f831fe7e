import "server-only";
import type { Measured } from "@/lib/measured";
import { loadTrace } from "@/lib/traces/load-trace";
import { findTracesOf } from "@/lib/traces/load-traces";
import { encodeSnapshot, snapshotSchema } from "@/lib/traces/snapshots/body";
import type { TraceKind, TraceList } from "@/lib/traces/types";
import { collectPart, partOfMeasured } from "../part";
import type { CapsuleTrace, Part, ValueOf } from "../schema";
import type { CapsuleWindow } from "../window";

const source = "Jaeger";
/** How many traces of each list are kept with their spans, and how many bytes each may take. */
const tracesOfEach = 4;
const traceBytesMax = 150_000;

/** The newest failed or the slowest requests of the window, as on the on-call page. */
export function traceListPart(kind: TraceKind, window: CapsuleWindow): Promise<Part<ValueOf<"failed">>> {
  return collectPart(source, async () => {
    const found: Measured<Omit<TraceList, "range">> = await findTracesOf({ kind, ...window });
    return partOfMeasured(found, source, ({ rows, scanned, complete, samplingNote }) => ({
      rows,
      scanned,
      complete,
      samplingNote,
    }));
  });
}

async function loadPart(traceId: string): Promise<CapsuleTrace["part"]> {
  const loaded = await loadTrace(traceId);
  const atMs = Date.now();
  if (loaded.state === "error") return { state: "unknown", source, atMs, reason: loaded.failure.message };
  if (loaded.state === "absent") return { state: "unknown", source, atMs, reason: "Jaeger no longer has this trace." };
  const { body, omitted } = encodeSnapshot(loaded.trace, traceBytesMax);
  const value = { omittedSpans: omitted, trace: snapshotSchema.parse(JSON.parse(body)) };
  return { state: "known", source: loaded.from === "jaeger" ? source : "a kept trace", atMs, value };
}

/** The first traces of both lists with all that may be shown of their spans: SQL masked, secrets gone. */
export async function collectTraces(
  failed: Part<ValueOf<"failed">>,
  slow: Part<ValueOf<"slow">>,
): Promise<CapsuleTrace[]> {
  const idsOf = (part: typeof failed) =>
    part.state === "known" ? part.value.rows.slice(0, tracesOfEach).map(({ traceId }) => traceId) : [];
  const failedIds = idsOf(failed);
  const wanted = [
    ...failedIds.map((traceId) => ({ traceId, why: "failed" as const })),
    ...idsOf(slow)
      .filter((traceId) => !failedIds.includes(traceId))
      .map((traceId) => ({ traceId, why: "slow" as const })),
  ];
  return Promise.all(
    wanted.map(async (item) => ({ ...item, part: await collectPart(source, () => loadPart(item.traceId)) })),
  );
}
