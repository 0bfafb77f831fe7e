import { apiJson, withApiErrors } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";
import { loadHealth } from "@/lib/oncall/load-health";

export const dynamic = "force-dynamic";

/** 200 while the console can serve, 503 only when its database is broken. */
export const GET = withApiErrors(async (request) => {
  readParameters(request, {});
  const report = await loadHealth();
  return apiJson(report, report.status === "down" ? 503 : 200);
});
