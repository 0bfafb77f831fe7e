import { withActor } from "@/lib/auth/with-actor";
import { apiJson } from "@/lib/http/api-error";
import { loadBanner } from "@/lib/triggers/load-banner";

export const dynamic = "force-dynamic";

export const GET = withActor(async () => apiJson(await loadBanner()));
