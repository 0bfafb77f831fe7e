import "server-only";
import type { Measured } from "@/lib/measured";
import { measure } from "@/lib/upstream/measure";
import { tagged } from "@/lib/victoriametrics/promql/dependencies";
import { queueDropped, queuePending, queueToldAt } from "@/lib/victoriametrics/promql/stack";
import { queryInstant } from "@/lib/victoriametrics/query-instant";

/** What vmagent reports of its queue: bytes (compressed) that wait now, and that it dropped within the window. */
export type SenderQueue = { pendingBytes: number; droppedBytes: number };

const windowSeconds = 24 * 3600;
const query = [
  tagged(queueDropped(windowSeconds), { fact: "dropped" }),
  tagged(queuePending, { fact: "pending" }),
  tagged(queueToldAt, { fact: "at" }),
].join(" or ");

/**
 * vmagent's queue now and its losses of the last 24 h, by its own metrics. They come through the same queue, so after
 * an outage a loss shows once the queue has drained. Empty while they do not arrive.
 */
export function loadQueue(options: { fresh?: boolean } = {}): Promise<Measured<SenderQueue>> {
  return measure(async () => {
    const samples = await queryInstant(query, options);
    const fact = (name: string) => samples.find(({ labels }) => labels.fact === name)?.value;
    const [droppedBytes, pendingBytes, at] = [fact("dropped"), fact("pending"), fact("at")];
    if (droppedBytes === undefined || pendingBytes === undefined || at === undefined) return null;
    return { value: { droppedBytes, pendingBytes }, sampledAtMs: at * 1000 };
  });
}
