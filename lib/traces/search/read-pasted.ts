import { isTraceId } from "@/lib/format/trace-id";

/** What a pasted text names: a trace; or 16 digits that can be a span or a short trace id. */
export type Pasted = { kind: "trace"; traceId: string } | { kind: "span-or-trace"; id: string };

const hexOf = (digits: number) => new RegExp(`(?:^|[^0-9a-f])([0-9a-f]{${digits}})(?=$|[^0-9a-f])`, "gi");

/** The query of a URL is encoded, Grafana's even twice; a text that is not encoded stays as it is. */
function decoded(text: string): string {
  let result = text;
  for (let round = 0; round < 3 && /%[0-9a-f]{2}/i.test(result); round += 1) {
    try {
      result = decodeURIComponent(result);
    } catch {
      return result;
    }
  }
  return result;
}

/**
 * Reads a trace id, a span id, a traceparent header, or a URL of Jaeger or Grafana that holds one; null when there is
 * none in the text.
 */
export function readPasted(text: string): Pasted | null {
  const plain = decoded(text.trim().slice(0, 10_000));
  const inPath = /\/traces?\/([0-9a-f]{1,32})(?=$|[/?#&])/i.exec(plain)?.[1];
  const long = [...plain.matchAll(hexOf(32))].map((match) => match[1] ?? "").find(isTraceId);
  const traceId = inPath && isTraceId(inPath) ? inPath : long;
  if (traceId) return { kind: "trace", traceId: traceId.toLowerCase() };
  const short = [...plain.matchAll(hexOf(16))].map((match) => match[1] ?? "").find(isTraceId);
  return short ? { kind: "span-or-trace", id: short.toLowerCase() } : null;
}
