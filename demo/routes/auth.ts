import { runQuery } from "../work/query";
import { runService } from "../work/service";
import { clientError } from "../world";
import type { Route } from "./route";

const login: Route = {
  method: "POST",
  pattern: "/api/auth/login/",
  async handle(scope) {
    const { random } = scope;
    // Refused before the service is asked.
    if (random.chance(0.02)) throw clientError(400, "email is required");
    return runService(scope, "Login", {}, async (inner) => {
      const user = random.integer(1, 400);
      await runQuery(inner, {
        operation: "query",
        table: "users",
        statement: `SELECT * FROM "users" WHERE email = 'user${user}@example.com' ORDER BY "users"."id" LIMIT 1`,
      });
      if (random.chance(0.08)) throw clientError(401, "invalid credentials");
      await runQuery(inner, {
        operation: "create",
        table: "sessions",
        statement: `INSERT INTO "sessions" ("user_id","token","created_at") VALUES (${user},'s-${random.integer(1, 1e9)}','${new Date().toISOString()}') RETURNING "id"`,
        medianMs: 24,
      });
      return { status: 200, bytes: 412 };
    });
  },
};

const logout: Route = {
  method: "POST",
  pattern: "/api/auth/logout/",
  handle: (scope) =>
    runService(scope, "Logout", {}, async (inner) => {
      const statement = `DELETE FROM "sessions" WHERE user_id = ${scope.random.integer(1, 400)}`;
      await runQuery(inner, { operation: "delete", table: "sessions", statement });
      return { status: 204, bytes: 0 };
    }),
};

export const authRoutes = [login, logout];
