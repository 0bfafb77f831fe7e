import "server-only";
import { type Actor, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { getTrace } from "@/lib/jaeger/get-trace";
import { rootSpan, routeNameOf } from "@/lib/jaeger/root";
import { RefusedError } from "@/lib/web/action-result";
import { printable } from "./printable";
import { buildSpanTree } from "./span-tree";
import { statementLengthMax } from "./sql/mask-sql";
import { statementOf } from "./sql-of";

/** The most statements in one answer: the first ones of a trace of 10,000 queries show what it is. */
const statementsMax = 500;

/**
 * The statements of a trace with their values, by the index of their span in the waterfall: e-mail addresses, tokens
 * and names may be among them. The audit log records who looked at which trace before anything is returned. Throws
 * `AuthorityError` for viewers and without a step-up, `RefusedError` when only a kept (masked) copy is left,
 * `UpstreamError`.
 */
export async function showSql(actor: Actor, traceId: string): Promise<Record<number, string>> {
  assertSteppedUp(actor);
  const trace = await getTrace(traceId);
  const tree = trace && buildSpanTree(trace);
  if (!trace || !tree) {
    throw new RefusedError("absent", "Jaeger no longer has this trace; a kept copy holds no values.");
  }
  const root = rootSpan(trace);
  const statements = tree.nodes
    .flatMap(({ span }, index) => {
      const statement = statementOf(span);
      return statement === null ? [] : [[index, printable(statement.slice(0, statementLengthMax))] as const];
    })
    .slice(0, statementsMax);
  await writeTransaction(async (tx) => {
    // Changes nothing, but takes the write lock that the audit chain needs before its head is read.
    await tx.$executeRaw`UPDATE trace_snapshot SET omitted = omitted WHERE trace_id = ''`;
    await recordAudit(tx, {
      actor,
      action: "trace.sql-shown",
      subject: { kind: "trace", id: trace.traceId, name: root ? routeNameOf(root) : trace.traceId },
      after: { statements: statements.length },
    });
  });
  return Object.fromEntries(statements);
}
