import { withActor } from "@/lib/auth/with-actor";
import { loadMigration } from "@/lib/migration/load-migration";
import { apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  const { fresh } = readParameters(request, { fresh: { oneOf: ["0", "1"], fallback: "0" } });
  return apiJson(await loadMigration({ fresh: fresh === "1" }));
});
