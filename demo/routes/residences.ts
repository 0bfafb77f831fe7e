import { type Query, runQuery, selectById, selectMany } from "../work/query";
import { runService } from "../work/service";
import { clientError } from "../world";
import type { Route } from "./route";

const sharesMissing = 'ERROR: relation "residence_shares" does not exist (SQLSTATE 42P01)';
const connectionLost = "FATAL: terminating connection due to administrator command (SQLSTATE 57P01)";

const membersOf = (where: string, rows: number): Query =>
  selectMany("members", `WHERE "members"."residence_id" ${where}`, rows);

const list: Route = {
  method: "GET",
  pattern: "/api/residences/",
  handle: (scope) =>
    runService(scope, "ListResidences", {}, async (inner) => {
      const residences = selectMany("residences", `WHERE owner_id = ${scope.random.integer(1, 400)} ORDER BY name`, 3);
      // Rare enough that a route's first error is something to see.
      const failure = scope.random.chance(0.001) ? connectionLost : undefined;
      await runQuery(inner, { ...residences, preload: membersOf("IN (1,2,3)", 6), failure }, "list residences");
      return { status: 200, bytes: 2380 };
    }),
};

const get: Route = {
  method: "GET",
  pattern: "/api/residences/:id/",
  handle: (scope, id) =>
    runService(scope, "GetResidence", { "residence.id": id }, async (inner) => {
      const { random } = scope;
      const found = !random.chance(0.04);
      // gorm.ErrRecordNotFound is no error of the query.
      const preload = found ? membersOf(`= ${id}`, 2) : undefined;
      await runQuery(inner, { ...selectById("residences", id, found), preload });
      if (!found) throw clientError(404, "no such residence");
      if (random.chance(0.006)) {
        const shares = selectMany("residence_shares", `WHERE residence_id = ${id}`, 0);
        await runQuery(inner, { ...shares, failure: sharesMissing }, "load shares");
      }
      return { status: 200, bytes: 870 };
    }),
};

export const residenceRoutes = [list, get];
