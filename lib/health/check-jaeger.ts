import "server-only";
import { askServices } from "@/lib/jaeger/list-services";
import { coalesce } from "@/lib/upstream/coalesce";
import { checkUpstream } from "./check-upstream";
import type { ComponentHealth } from "./types";

/** Whether Jaeger answers queries (its health endpoint does so before its store is open). Never throws for that. */
export function checkJaeger({ fresh }: { fresh?: boolean } = {}): Promise<ComponentHealth> {
  const ask = async () => {
    await askServices();
    return { state: "ok" as const, detail: "Jaeger answers queries." };
  };
  return coalesce("jaeger check", () => checkUpstream("jaeger", ask), { fresh });
}
