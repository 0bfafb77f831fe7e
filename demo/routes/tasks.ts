import { runQuery, selectById, selectMany } from "../work/query";
import { sendFcm } from "../work/send-push";
import { runService } from "../work/service";
import { clientError } from "../world";
import type { Route } from "./route";

const list: Route = {
  method: "GET",
  pattern: "/api/tasks/",
  handle(scope) {
    const count = scope.random.integer(12, 20);
    return runService(scope, "ListTasks", {}, async (inner) => {
      await runQuery(inner, selectMany("tasks", `ORDER BY due_date LIMIT ${count}`, count, 4), "list tasks");
      // The N+1 on purpose: one query per task, one after the other.
      for (let task = 1; task <= count; task += 1) {
        const rest = `WHERE task_id = ${task} ORDER BY completed_at DESC,"task_completions"."id" LIMIT 1`;
        await runQuery(inner, selectMany("task_completions", rest, scope.random.chance(0.8) ? 1 : 0, 2));
      }
      inner.span.setAttribute("tasks.count", count);
      return { status: 200, bytes: 130 * count };
    });
  },
};

const create: Route = {
  method: "POST",
  pattern: "/api/tasks/",
  async handle(scope) {
    const { random, world } = scope;
    if (random.chance(0.06)) throw clientError(422, "title is required");
    return runService(scope, "CreateTask", {}, async (inner) => {
      await runQuery(
        inner,
        {
          operation: "create",
          table: "tasks",
          statement: `INSERT INTO "tasks" ("residence_id","title","due_date") VALUES (${random.integer(1, 40)},'Change the boiler''s filter','2026-12-01 09:00:00') RETURNING "id"`,
          medianMs: 5,
          failure: random.chance(0.003)
            ? "ERROR: deadlock detected (SQLSTATE 40P01)\nDETAIL: Process 71 waits for ShareLock on transaction 90210"
            : undefined,
        },
        "create task",
      );
      world.jobs.enqueue({ type: "task:reminder", queue: "critical", payloadSizeBytes: 48, scheduledMs: 8000 }, inner);
      return { status: 201, bytes: 180 };
    });
  },
};

const change: Route = {
  method: "PATCH",
  pattern: "/api/tasks/:id/",
  handle: (scope, id) =>
    runService(scope, "UpdateTask", {}, async (inner) => {
      await runQuery(inner, selectById("tasks", id));
      if (scope.random.chance(0.03)) throw clientError(400, "due date lies in the past");
      const statement = `UPDATE "tasks" SET "done"=true,"updated_at"='${new Date().toISOString()}' WHERE "id" = ${id}`;
      await runQuery(inner, { operation: "update", table: "tasks", statement });
      await sendFcm(inner);
      scope.world.jobs.enqueue({ type: "task:reminder", queue: "critical", payloadSizeBytes: 48 }, inner);
      return { status: 200, bytes: 310 };
    }),
};

export const taskRoutes = [list, create, change];
