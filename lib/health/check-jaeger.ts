import "server-only";
import { checkUpstream } from "@/lib/http/check-upstream";
import { coalesce } from "@/lib/http/coalesce";
import type { ComponentHealth } from "@/lib/oncall/types";
import { askServices } from "./list-services";

/** Whether Jaeger answers queries (its health endpoint does so before its store is open). Never throws for that. */
export function checkJaeger({ fresh }: { fresh?: boolean } = {}): Promise<ComponentHealth> {
  const ask = async () => {
    await askServices();
    return { state: "ok" as const, detail: "Jaeger answers queries." };
  };
  return coalesce("jaeger check", () => checkUpstream("jaeger", ask), { fresh });
}
