import type { Jobs } from "./jobs";
import type { Context } from "./tracing";
import { HttpError, type Work, type World } from "./work";

export type Call = { context: Context; id: string };
export type Route = {
  method: string;
  pattern: string;
  handle: (call: Call) => Promise<{ status: number; bytes: number }>;
};

const ok = (bytes: number) => ({ status: 200, bytes });

/** The routes of the home-maintenance API, with the queries, uploads and pushes that each makes. */
export function createRoutes({ random }: World, work: Work, jobs: Jobs): Route[] {
  const select = (table: string, where: string, rows = 1, medianMs = 3) => ({
    operation: "query" as const,
    table,
    statement: `SELECT * FROM "${table}" WHERE ${where}`,
    rows,
    medianMs,
  });
  const create = (table: string) => ({
    operation: "create" as const,
    table,
    statement: `INSERT INTO "${table}" ("title","created_at") VALUES ('Boiler manual','2026-11-22 10:00:00') RETURNING "id"`,
    medianMs: 5,
  });

  const login = ({ context }: Call) =>
    work.service("Login", context, async (inner) => {
      await work.query(inner, select("users", "email = 'ada@example.com' LIMIT 1"));
      if (random.chance(0.12)) throw new HttpError(401, "code=401, message=invalid credentials");
      await work.query(inner, {
        operation: "update",
        table: "sessions",
        statement: `UPDATE "sessions" SET "seen_at"='2026-11-22' WHERE id = 7`,
      });
      return ok(412);
    });

  const listResidences = ({ context }: Call) =>
    work.service("ListResidences", context, async (inner) => {
      await work.query(inner, select("residences", "owner_id = 7", 3), select("members", "residence_id IN (1,2,3)", 6));
      return ok(2380);
    });

  const getResidence = ({ context, id }: Call) =>
    work.service("GetResidence", context, async (inner) => {
      await work.query(inner, select("residences", `id = ${id} LIMIT 1`));
      if (random.chance(0.04)) throw new HttpError(404, "code=404, message=no such residence");
      if (random.chance(0.01))
        throw new HttpError(500, 'load shares: ERROR: relation "residence_shares" does not exist (SQLSTATE 42P01)');
      return ok(870);
    });

  const listTasks = ({ context }: Call) =>
    work.service("ListTasks", context, async (inner) => {
      const tasks = random.integer(12, 20);
      await work.query(inner, select("tasks", "residence_id = 3 LIMIT 20", tasks, 4));
      // The N+1 on purpose: one query per task, one after the other.
      for (let task = 1; task <= tasks; task += 1) {
        await work.query(inner, select("task_completions", `task_id = ${task}`, 1, 2));
      }
      return ok(6400);
    });

  const changeTask = ({ context, id }: Call) =>
    work.service("UpdateTask", context, async (inner, span) => {
      await work.query(inner, select("tasks", `id = ${id} LIMIT 1`));
      if (random.chance(0.03)) throw new HttpError(400, "code=400, message=due date lies in the past");
      await work.query(inner, {
        operation: "update",
        table: "tasks",
        statement: `UPDATE "tasks" SET "done"=true WHERE id = ${id}`,
      });
      await work.sendFcm();
      jobs.enqueue("task:reminder", "default", span, 64);
      return ok(310);
    });

  const createDocument = ({ context }: Call) =>
    work.service("CreateDocument", context, async (inner, span) => {
      await work.query(inner, select("residences", "id = 3 LIMIT 1"));
      await work.query(inner, create("documents"));
      const sizeBytes = Math.round(random.latencyMs(900_000, 0.8));
      await work.putObject(inner, `documents/3/${random.integer(1, 1e9)}.pdf`, sizeBytes);
      await work.sendApns(inner);
      jobs.enqueue("document:thumbnail", "low", span, 128);
      return { status: 201, bytes: 540 };
    });

  const listed =
    (name: string, table: string, bytes: number) =>
    ({ context }: Call) =>
      work.service(name, context, async (inner) => {
        await work.query(inner, select(table, "residence_id = 3 LIMIT 50", 20, 6));
        return ok(bytes);
      });

  const countNotifications = ({ context }: Call) =>
    work.service("CountNotifications", context, async (inner) => {
      // Raw SQL has no table, in the metric as in the span.
      await work.query(inner, {
        operation: "row",
        table: "",
        statement: "SELECT count(*) FROM notifications WHERE user_id = 7 AND read_at IS NULL",
      });
      return ok(24);
    });

  const health = async () => ok(15);

  return [
    { method: "POST", pattern: "/api/auth/login/", handle: login },
    { method: "GET", pattern: "/api/residences/", handle: listResidences },
    { method: "GET", pattern: "/api/residences/:id/", handle: getResidence },
    { method: "GET", pattern: "/api/tasks/", handle: listTasks },
    { method: "PATCH", pattern: "/api/tasks/:id/", handle: changeTask },
    { method: "GET", pattern: "/api/documents/", handle: listed("ListDocuments", "documents", 5200) },
    { method: "POST", pattern: "/api/documents/", handle: createDocument },
    { method: "GET", pattern: "/api/notifications/", handle: listed("ListNotifications", "notifications", 3100) },
    { method: "GET", pattern: "/api/notifications/unread/", handle: countNotifications },
    { method: "GET", pattern: "/api/health/", handle: health },
  ];
}
