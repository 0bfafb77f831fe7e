import "server-only";
import { env } from "@/lib/env";
import { checkUpstream } from "@/lib/http/check-upstream";
import { coalesce } from "@/lib/http/coalesce";
import type { ComponentHealth } from "@/lib/oncall/types";
import { askJaeger } from "./ask";
import { servicesSchema } from "./schema";
import { servicesUrl } from "./urls";

/** Whether Jaeger answers queries (its health endpoint does so before its store is open). Never throws for that. */
export function checkJaeger({ fresh }: { fresh?: boolean } = {}): Promise<ComponentHealth> {
  const ask = async () => {
    await askJaeger(servicesUrl(env().JAEGER_URL), servicesSchema);
    return { state: "ok" as const, detail: "Jaeger answers queries." };
  };
  return coalesce("jaeger check", () => checkUpstream("jaeger", ask), { fresh });
}
