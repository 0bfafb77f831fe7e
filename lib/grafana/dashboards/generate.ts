import { dependenciesDashboard } from "./dependencies";
import { redDashboard } from "./red";
import { stackDashboard } from "./stack";

/** The builders put links and annotations into a menu by default; the only way out is to leave `placement` out. */
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
