import "server-only";
import type { Measured } from "@/lib/measured";
import { inTime } from "@/lib/upstream/in-time";

/** As long as VictoriaMetrics may take for a question; Jaeger, the gate and the API are not waited for as long. */
export const patienceDefaultMs = 3500;
const othersPatienceMs = 900;

type Wait = <T>(key: string, question: Promise<Measured<T>>) => Promise<Measured<T>>;
/** `stored`: how long what VictoriaMetrics knows is waited for; `others`: the other programs. */
export type Waits = { stored: Wait; others: Wait };

/** What comes later than `patienceMs` is there for the next reader; until then the answer before is kept a while. */
export function waitsOf(patienceMs: number, intervalMs: number): Waits {
  const keepMs = 5 * intervalMs;
  const other = { patienceMs: Math.min(patienceMs, othersPatienceMs), keepMs: Math.max(keepMs, 15_000) };
  return {
    stored: (key, question) => inTime(key, question, { patienceMs, keepMs }),
    others: (key, question) => inTime(key, question, other),
  };
}
