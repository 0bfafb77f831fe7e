import "server-only";
import { env } from "@/lib/env";
import { coalesce } from "@/lib/http/coalesce";
import { jaegerOwnService } from "@/lib/plan/contract";
import { askJaeger } from "./ask";
import { servicesSchema } from "./schema";
import { servicesUrl } from "./urls";

/** Names of the services that sent traces, sorted, without Jaeger itself. Throws `UpstreamError`. */
export function listServices({ fresh }: { fresh?: boolean } = {}): Promise<string[]> {
  const load = async () => {
    const { data } = await askJaeger(servicesUrl(env().JAEGER_URL), servicesSchema);
    return data.filter((name) => name !== jaegerOwnService).toSorted();
  };
  return coalesce("jaeger services", load, { fresh });
}
