import { withActor } from "@/lib/auth/with-actor";
import { loadPalette } from "@/lib/oncall/load-palette";
import { apiJson } from "@/lib/web/api-error";

export const dynamic = "force-dynamic";

export const GET = withActor(async (_request, actor) => apiJson(await loadPalette(actor)));
