import type { Instrumentation } from "next";

/** Next calls this once, when the server process starts. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the build replaces this name, which keeps Node modules out of edge bundles
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { captureConsole } = await import("@/lib/runtime/capture-console");
  captureConsole();
  // Ingest first: it waits for nothing that only people need.
  const { startIngest } = await import("@/lib/tokens/start-ingest");
  startIngest();
  const { startKeepingTokens } = await import("@/lib/tokens/keep-tokens");
  startKeepingTokens();
  const { startInternalListener } = await import("@/lib/runtime/internal-listener");
  await startInternalListener();
  const { registerConsoleInfo } = await import("@/lib/runtime/console-info");
  registerConsoleInfo();
  const { registerDeployMetrics } = await import("@/lib/timeline/deploy-metrics");
  registerDeployMetrics();
  const { prepareAuth } = await import("@/lib/auth/prepare-auth");
  await prepareAuth();
  const { startWatchingAudit } = await import("@/lib/health/watch-audit");
  await startWatchingAudit().catch(async (err: unknown) => {
    const { logger } = await import("@/lib/runtime/logger");
    logger().error({ err }, "the audit log is not watched");
  });
  const { registerAuditMetrics } = await import("@/lib/audit/audit-metrics");
  registerAuditMetrics();
  const { startCollectors } = await import("@/lib/resources/start-collectors");
  startCollectors();
  const { startDelivery } = await import("@/lib/notify/start-delivery");
  startDelivery();
  const { startEvaluation } = await import("@/lib/triggers/start-evaluation");
  startEvaluation();
  const { startCollecting } = await import("@/lib/traces/n-plus-one/start-collecting");
  startCollecting();
  const { startKeepingCapsules } = await import("@/lib/capsule/keep-capsules");
  startKeepingCapsules();
  const { startKeepingVersions } = await import("@/lib/timeline/keep-versions");
  startKeepingVersions();
  const { startVerdictWatch } = await import("@/lib/oncall/watch/start-verdict-watch");
  startVerdictWatch();
  const { startRollout } = await import("@/lib/rollout/start-rollout");
  startRollout();
  const { startMigration } = await import("@/lib/migration/start-migration");
  startMigration();
}

/**
 * A page that failed: the reference that its reader sees (Next's digest) beside the cause. Of a POST that Next could not
 * read as an action, or what came of it, one short line: anybody can send those, and a page that is broken says so again
 * when it is looked at.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routeType }) => {
  // biome-ignore lint/style/noProcessEnv: as above
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logger } = await import("@/lib/runtime/logger");
  const reference = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  const path = request.path.split("?")[0]?.slice(0, 200);
  if (routeType === "action") {
    const { shortOf } = await import("@/lib/runtime/capture-console");
    logger().warn({ printed: shortOf([error]), reference, path }, "action failed");
  } else logger().error({ err: error, reference, path }, "page failed");
};
