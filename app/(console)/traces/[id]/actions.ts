"use server";
import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/auth/run-action";
import { traceHref, tracesHref } from "@/lib/links/routes";
import { showSql } from "@/lib/traces/show-sql";
import { deleteSnapshot } from "@/lib/traces/snapshots/delete-snapshot";
import { saveSnapshot } from "@/lib/traces/snapshots/save-snapshot";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ActionResult } from "@/lib/web/action-result";
import { RefusedError } from "@/lib/web/action-result";

/** What Jaeger could not do is a foreseen refusal, in its own words. */
async function asRefusal<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UpstreamError)
      throw new RefusedError(error.failure.kind, `${error.failure.message} Nothing was changed.`);
    throw error;
  }
}

/** The statements of a trace with their values, by span; audited. */
export async function showSqlAction(traceId: string): Promise<ActionResult<Record<number, string>>> {
  return runAction((actor) => asRefusal(showSql(actor, String(traceId))));
}

/** Keeps a trace beyond Jaeger's retention. */
export async function keepTraceAction(traceId: string): Promise<ActionResult<{ omitted: number }>> {
  const result = await runAction((actor) => asRefusal(saveSnapshot(actor, String(traceId))));
  if (result.ok) revalidatePath(traceHref(String(traceId)));
  return result;
}

/** Deletes what was kept. */
export async function forgetTraceAction(traceId: string): Promise<ActionResult<void>> {
  const result = await runAction((actor) => deleteSnapshot(actor, String(traceId)));
  if (result.ok) {
    revalidatePath(traceHref(String(traceId)));
    revalidatePath(tracesHref());
  }
  return result;
}
