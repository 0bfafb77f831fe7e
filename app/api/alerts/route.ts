import { withActor } from "@/lib/auth/with-actor";
import { countOpenAlerts } from "@/lib/notify/list-alerts";
import { apiJson } from "@/lib/web/api-error";

export const dynamic = "force-dynamic";

export const GET = withActor(async () => apiJson(await countOpenAlerts()));
