import { formatBytes } from "@/lib/format/bytes";
import { formatAge } from "@/lib/format/quantity";
import type { PushLoss, SpanSize } from "@/lib/gate/usage-types";
import { explainRefusal } from "./words";

/** Two significant digits: more would claim a precision that an estimate lacks. */
const roughly = (count: number) => Number(count.toPrecision(2)).toLocaleString("en-US");
const pushes = (count: number) => (count === 1 ? "1 push" : `${count.toLocaleString("en-US")} pushes`);

/** Spans in this many bytes of pushes; null when the size of a span is unknown. */
export const estimateSpans = (bytes: number, size: SpanSize | null) =>
  size === null ? null : Math.max(1, Math.round(bytes / size.bytesPerSpan));

/** "about 1,200 spans lost, in 14 pushes (1.2 MiB)". */
export function lossText({ lost, lostBytes }: Pick<PushLoss, "lost" | "lostBytes">, size: SpanSize | null): string {
  const spans = estimateSpans(lostBytes, size);
  if (spans === null) return `${pushes(lost)} of spans lost (${formatBytes(lostBytes)})`;
  return `about ${roughly(spans)} ${spans === 1 ? "span" : "spans"} lost, in ${pushes(lost)} (${formatBytes(lostBytes)})`;
}

export const lateText = (late: number) => `${pushes(late)} refused at first, let in at a later attempt`;

/** What refused a push, and what to do. */
export function explainLoss(reason: string): string {
  const status = /^answer (\d+)$/.exec(reason)?.[1];
  if (status === undefined) return explainRefusal(reason);
  if (status === "499") return "Jaeger did not answer before the sender gave up waiting.";
  return `Jaeger, behind the gate, answered ${status} or not at all. Its own state is on the budget page.`;
}

/** How the figures come about, and what they do not include. */
export function lossSource(size: SpanSize | null, nowMs: number): string {
  const rule =
    "From the gate's log: a push counts as lost when it was refused and not let in within a minute of its last attempt. " +
    "What a sender dropped before it reached the gate is in no log, so these are at least so many.";
  if (size === null) return `${rule} How many spans a push holds is not known without Jaeger's own metrics.`;
  const age = formatAge(nowMs - size.sampledAtMs);
  return `${rule} Spans are estimated at ${formatBytes(size.bytesPerSpan)} each, by Jaeger's own count (${age} ago).`;
}

/** One sentence for the on-call page; null when nothing was lost. */
export function lossSentence(losses: readonly PushLoss[], size: SpanSize | null, nowMs: number): string | null {
  const lost = losses.filter((loss) => loss.lost > 0);
  if (lost.length === 0) return null;
  const sum = (read: (loss: PushLoss) => number) => lost.reduce((total, loss) => total + read(loss), 0);
  const text = lossText({ lost: sum((loss) => loss.lost), lostBytes: sum((loss) => loss.lostBytes) }, size);
  const lastAtMs = Math.max(...lost.map((loss) => loss.lastAtMs));
  return `At the gate ${text} within two hours, last ${formatAge(nowMs - lastAtMs)} ago.`;
}
