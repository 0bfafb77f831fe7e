import { dependenciesDashboard } from "./dependencies";
import { redDashboard } from "./red";
import { stackDashboard } from "./stack";

/** The dashboards as files of deploy/grafana/dashboards: each name and its text. */
export function generateDashboards(): { file: string; text: string }[] {
  return [redDashboard(), dependenciesDashboard(), stackDashboard()].map((dashboard) => ({
    file: `${dashboard.uid}.json`,
    text: `${JSON.stringify(dashboard, null, 2)}\n`,
  }));
}

/** Folder of the generated files, within the project. */
export const dashboardsDir = "deploy/grafana/dashboards";
