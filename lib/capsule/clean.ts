import { redactText } from "@/lib/runtime/redact";
import { printable } from "@/lib/traces/printable";

/** As long as the longest attribute of a trace (lib/traces/clean-trace.ts) with the note that it was cut. */
const textLengthMax = 4200;

function cleanText(text: string): string {
  const cut = text.length > textLengthMax ? `${text.slice(0, textLengthMax)}\u2026` : text;
  return printable(redactText(cut));
}

/**
 * A copy in which every text, keys included, is without secrets and unseen characters and of bounded length. The last
 * step before a capsule is stored, whatever its parts did before.
 */
export function cleanDeep<T>(value: T): T {
  if (typeof value === "string") return cleanText(value) as T;
  if (Array.isArray(value)) return value.map(cleanDeep) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), cleanDeep(item)])) as T;
}
