import { type Span, type Tags, tagText } from "@/lib/jaeger/trace";
import { normalizeSql } from "./sql/normalize-sql";
import type { SqlDialect } from "./sql/tokens";

/** The attributes that hold a statement, by the old and the new conventions. */
export const statementKeys = ["db.statement", "db.query.text"] as const;

/**
 * The quoting rules of the database that a span talked to; for unknown systems, those that treat most text as a value.
 */
export function dialectOf(tags: Tags): SqlDialect {
  const system = (tagText(tags, "db.system.name") ?? tagText(tags, "db.system") ?? "").toLowerCase();
  if (/postgres|cockroach|redshift/.test(system)) return "postgresql";
  return /mysql|mariadb/.test(system) ? "mysql" : "sqlite";
}

/**
 * The statement of a span as it was sent, with its values; null when it has none (an empty text when BEGIN failed
 * first).
 */
export function statementOf({ tags }: Pick<Span, "tags">): string | null {
  for (const key of statementKeys) {
    const text = tagText(tags, key)?.trim();
    if (text) return text;
  }
  return null;
}

/** Stands for a query without text: with the database down, BEGIN fails before there is a statement. */
const noStatement = "(no statement text)";

/** The statement of a database span, normalised: the same for statements that differ only in their values. */
export function normalizedStatementOf({ tags }: Pick<Span, "tags">): string {
  const text = statementOf({ tags });
  return text === null ? noStatement : normalizeSql(text, dialectOf(tags));
}
