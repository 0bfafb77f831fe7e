import { withActor } from "@/lib/auth/with-actor";
import { loadTriggers } from "@/lib/triggers/load-triggers";
import { apiJson } from "@/lib/web/api-error";

export const dynamic = "force-dynamic";

export const GET = withActor(async () => apiJson(await loadTriggers()));
