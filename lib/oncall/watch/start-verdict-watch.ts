import "server-only";
import { listAlerts } from "@/lib/notify/list-alerts";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { watchVerdict } from "./watch-verdict";

const openKeys = async () => (await listAlerts({ limit: 0 })).open.map(({ key }) => key);

/** Starts watching the verdict, once per process, at the pace of the scrapes; a message costs nothing while all is well. */
export function startVerdictWatch(): void {
  const everyMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  const tell = { raise: raiseAlert, resolve: resolveAlert, openKeys };
  processState("watch.verdict", () => watchVerdict({ tell, everyMs }));
}
