import "server-only";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { guardRequests } from "@/lib/web/guard-requests";
import { recordPeers } from "@/lib/web/peer-headers";
import { createFirstAdmin } from "./create-first-admin";
import { sessionSecret } from "./session-secret";

/**
 * What sign-in needs before the first request: peers are recorded, bodies are bounded, the cookie's secret exists (or
 * the process exits and names the command that makes one), and so does the admin that the settings name.
 */
export async function prepareAuth(): Promise<void> {
  recordPeers();
  guardRequests();
  try {
    sessionSecret();
  } catch (err) {
    logger().fatal({ err }, err instanceof Error ? err.message : "no session secret");
    process.exit(1);
  }
  const { OBS_ADMIN_EMAIL: email, OBS_ADMIN_PASSWORD: password } = env();
  if (!email || !password) return;
  try {
    await createFirstAdmin({ email, password, mustChangePassword: false });
  } catch (err) {
    logger().error({ err }, "the first admin could not be created; it is tried again at the next start");
  }
}
