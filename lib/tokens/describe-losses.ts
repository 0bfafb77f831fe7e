import "server-only";
import { loadLosses, loadSpanSize } from "@/lib/gate/load-losses";
import { coalesce } from "@/lib/upstream/coalesce";
import { lossSentence } from "./loss-words";

const hourMs = 3_600_000;

/**
 * A sentence on the spans that the last hour lost at the gate, or null. One reading for all who ask at the same time.
 */
export async function describeLosses(nowMs: number): Promise<string | null> {
  return coalesce("gate losses", async () => {
    const losses = await loadLosses({ fromMs: nowMs - hourMs });
    const recent = losses.filter((loss) => loss.lastAtMs > nowMs - hourMs);
    return recent.length === 0 ? null : lossSentence(recent, await loadSpanSize(nowMs), nowMs);
  });
}
