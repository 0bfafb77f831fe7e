import "server-only";
import { db } from "@/lib/db/client";
import { fullTraceId, isTraceId } from "@/lib/format/trace-id";
import { getTrace } from "@/lib/jaeger/get-trace";
import type { Trace } from "@/lib/jaeger/trace";
import type { UpstreamFailure } from "@/lib/measured";
import { logger } from "@/lib/runtime/logger";
import { measure } from "@/lib/upstream/measure";
import { cleanInTurns, cleanTrace } from "./clean-trace";
import { decodeSnapshot } from "./snapshots/body";
import { infoColumns, infoOf } from "./snapshots/list-snapshots";
import type { SnapshotInfo } from "./snapshots/types";

/** A trace, cleaned, and where it came from; `kept` if somebody has kept it. Or why there is none. */
export type LoadedTrace =
  | {
      state: "found";
      trace: Trace;
      from: "jaeger" | "snapshot";
      kept: SnapshotInfo | null;
      failure: UpstreamFailure | null;
    }
  | { state: "absent" }
  | { state: "error"; failure: UpstreamFailure };

async function loadKept(traceId: string): Promise<{ info: SnapshotInfo; body: string } | null> {
  const row = await db().traceSnapshot.findUnique({ where: { traceId }, select: { ...infoColumns, body: true } });
  if (!row) return null;
  const { body, ...info } = row;
  return { info: infoOf(info), body };
}

function decoded(traceId: string, body: string): Trace | null {
  try {
    return decodeSnapshot(body);
  } catch (err) {
    logger().warn({ err, traceId }, "a kept trace is unreadable");
    return null;
  }
}

/**
 * A trace by its id from Jaeger, or as it was kept when Jaeger no longer has it or does not answer. SQL values are
 * masked and secrets are removed. `absent` when neither has it.
 */
export async function loadTrace(id: string, { fresh }: { fresh?: boolean } = {}): Promise<LoadedTrace> {
  if (!isTraceId(id)) return { state: "absent" };
  const ask = async () => {
    const trace = await getTrace(id, { fresh });
    return trace && { value: trace, sampledAtMs: Date.now() };
  };
  const measured = await measure(ask);
  const traceId = fullTraceId(id);
  const kept = await loadKept(traceId);
  if (measured.state === "ready") {
    await cleanInTurns([measured.value]);
    return {
      state: "found",
      trace: cleanTrace(measured.value),
      from: "jaeger",
      kept: kept?.info ?? null,
      failure: null,
    };
  }
  const failure = measured.state === "error" ? measured.failure : null;
  const trace = kept && decoded(traceId, kept.body);
  if (trace && kept) return { state: "found", trace, from: "snapshot", kept: kept.info, failure };
  return failure ? { state: "error", failure } : { state: "absent" };
}
