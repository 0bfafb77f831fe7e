import "server-only";
import { composeProject } from "@/lib/plan/budget";
import { stackPaths } from "@/lib/plan/stack";
import { env } from "@/lib/runtime/env";
import type { RunbookValues } from "./types";

/** This stack's own addresses and paths, for the commands of the runbooks; no secret is among them. */
export function loadRunbookValues(): RunbookValues {
  const settings = env();
  const { home } = stackPaths();
  return {
    victoriaMetricsUrl: settings.VICTORIAMETRICS_URL,
    jaegerUrl: settings.JAEGER_URL,
    ingestUrl: settings.INGEST_PUBLIC_URL ?? "https://<obs host>",
    healthUrl: settings.API_HEALTH_URL ?? "https://<api host>/api/health/",
    home,
    composeProject,
    namespace: "honeydue",
    gateLog: settings.OBS_GATE_LOG,
    denyDir: settings.OBS_DENY_DIR,
  };
}
