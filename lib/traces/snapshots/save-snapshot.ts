import "server-only";
import { type Actor, actorName, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { getTrace } from "@/lib/jaeger/get-trace";
import { RefusedError } from "@/lib/web/action-result";
import { buildTraceView } from "../build-view";
import { cleanInTurns, cleanTrace } from "../clean-trace";
import { encodeSnapshot, snapshotsMax } from "./body";

/**
 * Keeps a trace beyond Jaeger's 7 days, masked and without secrets; keeping it again replaces what was kept. Throws
 * `RefusedError` when Jaeger does not have it or too many are kept, `AuthorityError` for viewers, `UpstreamError`.
 */
export async function saveSnapshot(actor: Actor, traceId: string, now = new Date()): Promise<{ omitted: number }> {
  assertAdmin(actor);
  const raw = await getTrace(traceId);
  if (raw) await cleanInTurns([raw]);
  const trace = raw && cleanTrace(raw);
  const view = trace && buildTraceView(trace);
  if (!trace || !view) {
    throw new RefusedError("absent", "Jaeger no longer has this trace, so it cannot be kept. Nothing was changed.");
  }
  const { body, omitted } = encodeSnapshot(trace);
  const row = {
    savedAt: now,
    savedBy: actorName(actor),
    service: view.service,
    route: view.route,
    startedAt: view.startedAtMs === null ? null : new Date(view.startedAtMs),
    durationMs: view.durationUs / 1000,
    failed: view.failed,
    spanCount: trace.spans.length,
    sizeBytes: Buffer.byteLength(body),
    omitted,
    body,
  };
  await writeTransaction(async (tx) => {
    const where = { traceId: trace.traceId };
    await tx.traceSnapshot.upsert({ where, create: { ...where, ...row }, update: row });
    if ((await tx.traceSnapshot.count()) > snapshotsMax) {
      throw new RefusedError(
        "too-many",
        `${snapshotsMax} traces are kept already. Delete one on the traces page first.`,
      );
    }
    await recordAudit(tx, {
      actor,
      action: "trace.keep",
      subject: { kind: "trace", id: trace.traceId, name: view.route },
      after: { spanCount: row.spanCount, sizeBytes: row.sizeBytes, omitted },
    });
  });
  return { omitted };
}
