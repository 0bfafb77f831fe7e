import { runQuery, selectMany } from "../work/query";
import { sendApns, sendFcm } from "../work/send-push";
import { runService } from "../work/service";
import { Panic } from "../world";
import type { Route } from "./route";

const list: Route = {
  method: "GET",
  pattern: "/api/notifications/",
  handle: (scope) =>
    runService(scope, "ListNotifications", {}, async (inner) => {
      const rest = `WHERE user_id = ${scope.random.integer(1, 400)} ORDER BY created_at DESC LIMIT 20`;
      await runQuery(inner, selectMany("notifications", rest, scope.random.integer(0, 20), 6));
      return { status: 200, bytes: 3100 };
    }),
};

const countUnread: Route = {
  method: "GET",
  pattern: "/api/notifications/unread/",
  handle: (scope) =>
    runService(scope, "CountNotifications", {}, async (inner) => {
      const statement = `SELECT count(*) FROM notifications WHERE user_id = ${scope.random.integer(1, 400)} AND read_at IS NULL`;
      await runQuery(inner, { operation: "row", table: "", statement });
      return { status: 200, bytes: 24 };
    }),
};

const sendTest: Route = {
  method: "POST",
  pattern: "/api/notifications/test/",
  handle: (scope) =>
    runService(scope, "SendTestPush", {}, async (inner) => {
      const { random } = scope;
      const user = random.integer(1, 400);
      await runQuery(inner, selectMany("devices", `WHERE user_id = ${user}`, 1));
      if (random.chance(0.01)) throw new Panic("runtime error: invalid memory address or nil pointer dereference");
      if (random.chance(0.2)) await sendFcm(inner);
      else if (!(await sendApns(inner))) {
        const statement = `UPDATE "devices" SET "disabled"=true WHERE user_id = ${user}`;
        await runQuery(inner, { operation: "update", table: "devices", statement });
      }
      return { status: 200, bytes: 30 };
    }),
};

export const notificationRoutes = [list, countUnread, sendTest];
