// `npm run dashboards`: writes deploy/grafana/dashboards from lib/grafana/dashboards.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dashboardsDir, generateDashboards } from "@/lib/grafana/dashboards/generate";

const dir = path.resolve(import.meta.dirname, "..", dashboardsDir);
mkdirSync(dir, { recursive: true });
for (const { file, text } of generateDashboards()) writeFileSync(path.join(dir, file), text);
