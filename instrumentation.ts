/** Next calls this once, when the server process starts. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the build replaces this name, which keeps Node modules out of edge bundles
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startInternalListener } = await import("@/lib/http/internal-listener");
  await startInternalListener();
  const { registerAuditMetrics } = await import("@/lib/audit/audit-metrics");
  registerAuditMetrics();
}
