import { formatBytes } from "@/lib/format/bytes";
import type { Span, Tags, TagValue, Trace } from "@/lib/jaeger/trace";
import { isSecretName, redactText } from "@/lib/runtime/redact";
import { printable } from "./printable";
import { maskSql } from "./sql/mask-sql";
import type { SqlDialect } from "./sql/tokens";
import { dialectOf, statementKeys } from "./sql-of";

/** The plan's cap for attributes on the sending side; longer ones are cut here. */
const valueLengthMax = 4096;
const nameLengthMax = 300;
const tagsMax = 100;
const eventsMax = 50;
const warningsMax = 20;

const statements = new Set<string>(statementKeys);
const urlKey = /^(url\.(full|query|path)|http\.(url|target))$/;

/** A name fit for a page: no line breaks, no invisible characters, of bounded length. */
function cleanName(text: string): string {
  const short = text.length > nameLengthMax ? `${text.slice(0, nameLengthMax)}\u2026` : text;
  return printable(short).replace(/\s+/g, " ").trim();
}

/** PostgreSQL reveals the values of a violated key: `Key (email)=(a@b.c) already exists`. */
const maskKeyDetail = (text: string) => text.replace(/(Key \([^)]*\))=\([^)]*\)?/g, "$1=(?)");
const maskQueryString = (text: string) => text.replace(/([?&]|^)([^=&?#\s]+)=[^&#\s]*/g, "$1$2=?");

function cleanText(key: string, text: string, dialect: SqlDialect): string {
  const cut = text.slice(0, valueLengthMax);
  const rest = text.length > valueLengthMax ? ` \u2026 (${formatBytes(text.length)} in all, cut here)` : "";
  if (statements.has(key)) return printable(maskSql(cut, dialect)) + rest;
  if (key.startsWith("db.query.parameter")) return "?";
  const safe = maskKeyDetail(redactText(cut));
  return printable(urlKey.test(key) ? maskQueryString(safe) : safe) + rest;
}

function cleanTag(key: string, value: TagValue, dialect: SqlDialect): TagValue {
  if (isSecretName(key)) return "[redacted]";
  if (typeof value === "string") return cleanText(key, value, dialect);
  return key.startsWith("db.query.parameter") ? "?" : value;
}

function cleanTags(tags: Tags, dialect: SqlDialect): Tags {
  const entries = Object.entries(tags).slice(0, tagsMax);
  return Object.fromEntries(
    entries.map(([key, value]) => [cleanName(key), cleanTag(key.slice(0, nameLengthMax), value, dialect)]),
  );
}

function cleanSpan(span: Span): Span {
  const dialect = dialectOf(span.tags);
  return {
    ...span,
    service: cleanName(span.service),
    name: cleanName(span.name),
    kind: cleanName(span.kind),
    tags: cleanTags(span.tags, dialect),
    resource: cleanTags(span.resource, dialect),
    events: span.events.slice(0, eventsMax).map((event) => ({
      ...event,
      name: cleanName(event.name),
      attributes: cleanTags(event.attributes, dialect),
    })),
    warnings: span.warnings.slice(0, warningsMax).map(cleanName),
  };
}

/** What was already cleaned: pages, lists and viewers that share an answer of Jaeger's share the work on it. */
const cleaned = new WeakMap<Trace, Trace>();

function keep(trace: Trace, spans: Span[]): Trace {
  const clean = { ...trace, spans, warnings: trace.warnings.slice(0, warningsMax).map(cleanName) };
  cleaned.set(trace, clean);
  return clean;
}

/**
 * The trace as it may be shown, kept and exported: the values of SQL statements are `?`, secrets are redacted,
 * invisible characters are written out, and everything has a bounded length. All pages and snapshots start from this.
 * For large traces, `cleanInTurns` does the work first.
 */
export function cleanTrace(trace: Trace): Trace {
  return cleaned.get(trace) ?? keep(trace, trace.spans.map(cleanSpan));
}

const turnMs = 10;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Cleans traces for the `cleanTrace` that follows, yielding to the event loop every 10 ms: a sender can write what
 * takes a second to clean, and the gate's questions must not wait for that.
 */
export async function cleanInTurns(traces: Iterable<Trace>): Promise<void> {
  let sinceMs = performance.now();
  for (const trace of traces) {
    if (cleaned.has(trace)) continue;
    const spans: Span[] = [];
    for (const span of trace.spans) {
      spans.push(cleanSpan(span));
      if (performance.now() - sinceMs < turnMs) continue;
      await nextTurn();
      sinceMs = performance.now();
    }
    keep(trace, spans);
  }
}
