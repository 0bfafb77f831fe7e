import { authRoutes } from "./auth";
import { documentRoutes } from "./documents";
import { healthRoutes } from "./health";
import { notificationRoutes } from "./notifications";
import { residenceRoutes } from "./residences";
import type { Route } from "./route";
import { taskRoutes } from "./tasks";

/** The routes of the home-maintenance API. */
export const routes: readonly Route[] = [
  ...authRoutes,
  ...residenceRoutes,
  ...taskRoutes,
  ...documentRoutes,
  ...notificationRoutes,
  ...healthRoutes,
];

/** "GET /api/tasks/" */
export const routeName = ({ method, pattern }: Route): string => `${method} ${pattern}`;

export const routeNames: readonly string[] = routes.map(routeName);
