import { setTimeout as sleep } from "node:timers/promises";
import { runQuery } from "../work/query";
import type { Route } from "./route";

/** The public health URL: one round trip to the database, no service. */
const health: Route = {
  method: "GET",
  pattern: "/api/health/",
  async handle(scope) {
    if (scope.delayMs) await sleep(scope.delayMs);
    await runQuery(scope, { operation: "row", table: "", statement: "SELECT 1", medianMs: 1 });
    return { status: 200, bytes: 15 };
  },
};

export const healthRoutes = [health];
