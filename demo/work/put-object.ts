import { setTimeout as sleep } from "node:timers/promises";
import { elapsedSeconds } from "../metrics/elapsed-seconds";
import { endSpan, failSpan, SpanKind } from "../tracing";
import { HttpError, type Scope } from "../world";

const bucket = "honeydue-documents";
const failure = "put object: 503 Service Unavailable: b2 is not accepting uploads";

/** Uploads to B2; now and then a slow one takes seconds and still succeeds. Throws a 500 when the upload fails. */
export async function putObject(scope: Scope, key: string, sizeBytes: number): Promise<void> {
  const { random, world } = scope;
  const startedMs = performance.now();
  const attributes = { bucket, key, size_bytes: sizeBytes };
  const { span } = world.tracing.start("manual", "b2.PutObject", SpanKind.CLIENT, scope.context, { attributes });
  const slowMs = (random.chance(0.01) ? random.latencyMs(2500, 0.3) : 0) + (world.faults.get("b2-slow")?.addMs ?? 0);
  const failed = random.chance(0.002) || world.faults.isOn("b2-failing");
  await sleep(random.latencyMs(180, 0.6) + slowMs);
  const result = failed ? "error" : "success";
  span.setAttribute("result", result);
  if (failed) failSpan(span, "minio.ErrorResponse", failure);
  endSpan(span);
  world.metrics.b2.observe({ bucket, result }, elapsedSeconds(startedMs));
  if (failed) throw new HttpError(500, failure, "*fmt.wrapError");
}
