import type { PushLoss, SpanSize } from "@/lib/gate/usage-types";
import { tokensHref } from "@/lib/links/routes";
import { lossText } from "@/lib/tokens/loss-words";
import type { Outcome } from "../types";

type Losses = { losses: readonly PushLoss[]; size: SpanSize | null; hasTraces: boolean };

/** Whether spans got lost within the hour: pushes of traces that the gate refused and that never came in. */
export function checkLosses({ losses, size, hasTraces }: Losses, nowMs: number): Outcome {
  const lost = losses.filter(({ lost: pushes }) => pushes > 0);
  if (lost.length > 0) {
    const sum = (read: (loss: PushLoss) => number) => lost.reduce((total, loss) => total + read(loss), 0);
    const text = lossText({ lost: sum((loss) => loss.lost), lostBytes: sum((loss) => loss.lostBytes) }, size);
    const lastAtMs = Math.max(...lost.map((loss) => loss.lastAtMs));
    const evidence = [{ label: "At the gate", value: text, atMs: lastAtMs, href: tokensHref() }];
    return { state: "partly", because: `Within the last hour ${text}.`, evidence };
  }
  if (!hasTraces) return { state: "not-yet", because: "No spans have been sent yet.", evidence: [] };
  const evidence = [
    { label: "At the gate", value: "no push of spans lost in the last hour", atMs: nowMs, href: tokensHref() },
  ];
  return { state: "met", because: "Every push of spans that reached the gate got in.", evidence };
}
