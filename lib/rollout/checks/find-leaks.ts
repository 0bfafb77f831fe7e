import type { Span, Tags, Trace } from "@/lib/jaeger/trace";
import { redactText } from "@/lib/runtime/redact";
import { tokensOf } from "@/lib/traces/sql/tokens";
import { dialectOf, statementKeys } from "@/lib/traces/sql-of";
import type { Leak, LeakKind } from "../types";
import { looksLikeDeviceToken } from "./device-token";

/** What is looked at of one value: patterns on foreign text must not cost more than this. */
const lengthMax = 2048;
const statements: readonly string[] = statementKeys;
const email = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/;

function kindsOf(key: string, value: string, tags: Tags): LeakKind[] {
  const text = value.slice(0, lengthMax);
  const kinds: LeakKind[] = [];
  if (redactText(text) !== text) kinds.push("secret");
  if (email.test(text)) kinds.push("e-mail");
  if (key.toLowerCase().includes("device_token") && looksLikeDeviceToken(text)) kinds.push("device-token");
  if (statements.includes(key) && holdsText(text, tags)) kinds.push("sql-text");
  return kinds;
}

/** Whether a statement holds a text of somebody: a quoted value that is no placeholder. */
function holdsText(statement: string, tags: Tags): boolean {
  return tokensOf(statement, dialectOf(tags)).some(
    ({ kind, text }) => kind === "string" && !/^['"]\??['"]$/.test(text),
  );
}

/**
 * Secrets and personal data in span attributes, one row per span name and attribute; never the value itself. A quoted
 * `"?"` is what otelgorm writes without query variables.
 */
export function findLeaks(traces: readonly Trace[]): Leak[] {
  const leaks = new Map<string, Leak>();
  const note = (kind: LeakKind, span: Span, attribute: string) => {
    const id = `${kind} ${span.name} ${attribute}`;
    const known = leaks.get(id);
    if (known) known.spans += 1;
    else leaks.set(id, { kind, span: span.name, attribute, spans: 1, traceId: span.traceId });
  };
  for (const span of new Map(traces.flatMap(({ spans }) => spans.map((span) => [span.spanId, span]))).values()) {
    for (const [key, value] of Object.entries(span.tags)) {
      if (typeof value !== "string") continue;
      for (const kind of kindsOf(key, value, span.tags)) note(kind, span, key);
    }
  }
  const order: LeakKind[] = ["secret", "device-token", "e-mail", "sql-text"];
  return [...leaks.values()].toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.spans - a.spans);
}
