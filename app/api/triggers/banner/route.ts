import { withActor } from "@/lib/auth/with-actor";
import { loadBanner } from "@/lib/triggers/load-banner";
import { apiJson } from "@/lib/web/api-error";

export const dynamic = "force-dynamic";

export const GET = withActor(async () => apiJson(await loadBanner()));
