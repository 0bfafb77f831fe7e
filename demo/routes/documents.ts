import { putObject } from "../work/put-object";
import { runQuery, selectById, selectMany } from "../work/query";
import { sendApns } from "../work/send-push";
import { runService } from "../work/service";
import { clientError } from "../world";
import type { Route } from "./route";

const list: Route = {
  method: "GET",
  pattern: "/api/documents/",
  handle: (scope) =>
    runService(scope, "ListDocuments", {}, async (inner) => {
      const rest = `WHERE residence_id = ${scope.random.integer(1, 40)} ORDER BY created_at DESC LIMIT 50`;
      await runQuery(inner, selectMany("documents", rest, scope.random.integer(0, 50), 6));
      return { status: 200, bytes: 5200 };
    }),
};

/** The trace the plan is after: http > service > query, query, b2.PutObject, apns.send as siblings. */
const create: Route = {
  method: "POST",
  pattern: "/api/documents/",
  handle(scope) {
    const { random, world } = scope;
    const residence = random.integer(1, 40);
    return runService(scope, "CreateDocument", { "residence.id": residence }, async (inner) => {
      await runQuery(inner, selectById("residences", residence));
      const key = `residences/${residence}/${random
        .integer(0, 2 ** 32 - 1)
        .toString(16)
        .padStart(8, "0")}.pdf`;
      const sizeBytes = Math.round(random.latencyMs(900_000, 0.8));
      await runQuery(inner, {
        operation: "create",
        table: "documents",
        statement: `INSERT INTO "documents" ("residence_id","key","size_bytes","created_at") VALUES (${residence},'${key}',${sizeBytes},'${new Date().toISOString()}') RETURNING "id"`,
        medianMs: 5,
      });
      await putObject(inner, key, sizeBytes);
      await sendApns(inner);
      world.jobs.enqueue({ type: "document:thumbnail", queue: "default", payloadSizeBytes: 96 }, inner);
      return { status: 201, bytes: 123 };
    });
  },
};

const remove: Route = {
  method: "DELETE",
  pattern: "/api/documents/:id/",
  handle: (scope, id) =>
    runService(scope, "DeleteDocument", {}, async (inner) => {
      const found = !scope.random.chance(0.05);
      await runQuery(inner, selectById("documents", id, found));
      if (!found) throw clientError(404, "no such document");
      const statement = `DELETE FROM "documents" WHERE "documents"."id" = ${id}`;
      await runQuery(inner, { operation: "delete", table: "documents", statement });
      // Exec: raw SQL, which has no table.
      await runQuery(inner, {
        operation: "raw",
        table: "",
        statement: `UPDATE residences SET document_count = document_count - 1 WHERE id = ${scope.random.integer(1, 40)}`,
      });
      return { status: 204, bytes: 0 };
    }),
};

export const documentRoutes = [list, create, remove];
