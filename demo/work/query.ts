import { setTimeout as sleep } from "node:timers/promises";
import { elapsedSeconds } from "../metrics/elapsed-seconds";
import { endSpan, failSpan, SpanKind } from "../tracing";
import { HttpError, type Scope } from "../world";

export type Query = {
  operation: "query" | "create" | "update" | "delete" | "row" | "raw";
  /** Empty for raw SQL, in the metric as in the span. */
  table: string;
  /** With its values, as otelgorm writes it. */
  statement: string;
  rowsAffected?: number;
  medianMs?: number;
  /** Runs inside this query and so is counted in both, as GORM's callbacks do. */
  preload?: Query;
  /** Postgres refuses the statement with this text. */
  failure?: string;
};

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Runs one GORM statement. Throws a 500 when the database refuses it; `doing` is what Go wraps the error in. */
export async function runQuery(scope: Scope, query: Query, doing = "query"): Promise<void> {
  const { tracing, metrics, faults } = scope.world;
  const startedMs = performance.now();
  const failure = scope.failure ?? query.failure;
  const attributes = {
    "db.system": "postgresql",
    "db.statement": query.statement,
    ...(query.table ? { "db.sql.table": query.table } : {}),
    // GORM never counts the rows of a Row.
    ...(query.operation === "row" ? {} : { "db.rows_affected": failure ? 0 : (query.rowsAffected ?? 1) }),
  };
  const name = `gorm.${capitalised(query.operation)}`;
  const { span, context } = tracing.start("gorm", name, SpanKind.CLIENT, scope.context, { attributes });
  const slow = faults.get("slow-db") ?? { addMs: 0, factor: 1 };
  await sleep(scope.random.latencyMs(query.medianMs ?? 3) * slow.factor + slow.addMs);
  if (query.preload && !failure) await runQuery({ ...scope, span, context }, query.preload);
  if (failure) failSpan(span, "*pgconn.PgError", failure);
  endSpan(span);
  metrics.gorm.observe({ operation: query.operation, table: query.table }, elapsedSeconds(startedMs));
  if (failure) throw new HttpError(500, `${doing}: ${failure}`, "*fmt.wrapError");
}

/** A row by its id, in gorm's Postgres dialect. */
export function selectById(table: string, id: number, found = true): Query {
  return {
    operation: "query",
    table,
    statement: `SELECT * FROM "${table}" WHERE "${table}"."id" = ${id} ORDER BY "${table}"."id" LIMIT 1`,
    rowsAffected: found ? 1 : 0,
  };
}

/** Several rows; `rest` follows the table's name. */
export function selectMany(table: string, rest: string, rowsAffected: number, medianMs = 3): Query {
  return { operation: "query", table, statement: `SELECT * FROM "${table}" ${rest}`, rowsAffected, medianMs };
}
