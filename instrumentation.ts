/** Next calls this once, when the server process starts. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the build replaces this name, which keeps Node modules out of edge bundles
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { prepareAuth } = await import("@/lib/auth/prepare-auth");
  await prepareAuth();
  const { startGate } = await import("@/lib/gate/start-gate");
  startGate();
  const { startKeepingTokens } = await import("@/lib/tokens/keep-tokens");
  startKeepingTokens();
  const { startInternalListener } = await import("@/lib/http/internal-listener");
  await startInternalListener();
}
