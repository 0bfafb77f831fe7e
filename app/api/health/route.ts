import { currentActor } from "@/lib/auth/current-actor";
import { isDatabaseUp, loadHealth } from "@/lib/health/load-health";
import { apiJson, withApiErrors } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

const statusOf = (status: string) => (status === "down" ? 503 : 200);

/** 200 while the console can serve, 503 only when its database is broken. Outsiders learn that and nothing else. */
export const GET = withApiErrors(async (request) => {
  readParameters(request, {});
  // A database that is down cannot say who asks.
  const actor = await currentActor().catch(() => null);
  if (actor) {
    const report = await loadHealth();
    return apiJson(report, statusOf(report.status));
  }
  const status = (await isDatabaseUp()) ? "ok" : "down";
  return apiJson({ status }, statusOf(status));
});
