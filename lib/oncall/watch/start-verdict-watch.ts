import "server-only";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { watchVerdict } from "./watch-verdict";

/** Starts watching the verdict, once per process, at the pace of the scrapes; a message costs nothing while all is well. */
export function startVerdictWatch(): void {
  const everyMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  processState("watch.verdict", () => watchVerdict({ tell: { raise: raiseAlert, resolve: resolveAlert }, everyMs }));
}
