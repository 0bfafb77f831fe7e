import { withActor } from "@/lib/auth/with-actor";
import { apiJson } from "@/lib/http/api-error";
import { loadTriggers } from "@/lib/triggers/load-triggers";

export const dynamic = "force-dynamic";

export const GET = withActor(async () => apiJson(await loadTriggers()));
