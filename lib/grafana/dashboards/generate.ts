import { dependenciesDashboard } from "./dependencies";
import { redDashboard } from "./red";
import { stackDashboard } from "./stack";

/** The builders put links and marks into a menu unless told otherwise, and there is no word for otherwise but none. */
const inTheOpen = (key: string, value: unknown) =>
  key === "placement" && value === "inControlsMenu" ? undefined : value;

/** The dashboards as files of deploy/grafana/dashboards: each name and its text. */
export function generateDashboards(): { file: string; text: string }[] {
  return [redDashboard(), dependenciesDashboard(), stackDashboard()].map((dashboard) => ({
    file: `${dashboard.uid}.json`,
    text: `${JSON.stringify(dashboard, inTheOpen, 2)}\n`,
  }));
}

/** Folder of the generated files, within the project. */
export const dashboardsDir = "deploy/grafana/dashboards";
