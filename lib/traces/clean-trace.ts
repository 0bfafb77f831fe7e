import { formatBytes } from "@/lib/format/bytes";
import type { Span, Tags, TagValue, Trace } from "@/lib/jaeger/trace";
import { redact, redactText } from "@/lib/runtime/redact";
import { printable } from "./printable";
import { maskSql } from "./sql/mask-sql";
import type { SqlDialect } from "./sql/tokens";
import { dialectOf, statementKeys } from "./sql-of";

/** What the plan caps attributes at on the sending side; longer ones are cut here. */
const valueLengthMax = 4096;
const nameLengthMax = 300;
const tagsMax = 100;
const eventsMax = 50;
const warningsMax = 20;

const statements = new Set<string>(statementKeys);
const urlKey = /^(url\.(full|query|path)|http\.(url|target))$/;

/** A name in its place on the page: no line breaks, no unseen characters, of bounded length. */
function cleanName(text: string): string {
  const short = text.length > nameLengthMax ? `${text.slice(0, nameLengthMax)}\u2026` : text;
  return printable(short).replace(/\s+/g, " ").trim();
}

/** PostgreSQL tells the values of a violated key: `Key (email)=(a@b.c) already exists`. */
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

function cleanTags(tags: Tags, dialect: SqlDialect): Tags {
  const clean = (key: string, value: TagValue): TagValue => {
    const short = typeof value === "string" ? value.slice(0, valueLengthMax) : value;
    const [shown] = Object.values(redact({ [key]: short })) as TagValue[];
    if (typeof value !== "string") return key.startsWith("db.query.parameter") ? "?" : (shown ?? value);
    return shown === "[redacted]" ? shown : cleanText(key, value, dialect);
  };
  const entries = Object.entries(tags).slice(0, tagsMax);
  return Object.fromEntries(entries.map(([key, value]) => [cleanName(key), clean(key.slice(0, nameLengthMax), value)]));
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

/**
 * The trace as it may be shown, kept and exported: the values of SQL statements are `?`, secrets are redacted, unseen
 * characters are written out, and everything has a bounded length. All pages and snapshots start from this.
 */
export function cleanTrace(trace: Trace): Trace {
  return { ...trace, spans: trace.spans.map(cleanSpan), warnings: trace.warnings.slice(0, warningsMax).map(cleanName) };
}
