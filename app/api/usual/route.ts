import { withActor } from "@/lib/auth/with-actor";
import { loadUsual } from "@/lib/usual/load-usual";
import { apiJson } from "@/lib/web/api-error";

export const dynamic = "force-dynamic";

export const GET = withActor(async () => apiJson(await loadUsual()));
