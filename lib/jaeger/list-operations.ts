import "server-only";
import { env } from "@/lib/env";
import { coalesce } from "@/lib/http/coalesce";
import { askJaeger } from "./ask";
import { servicesSchema } from "./schema";
import { servicesUrl } from "./urls";

/** Names of a service's spans, sorted, answered from Jaeger's memory. Throws `UpstreamError`. */
export function listOperations(service: string, { fresh }: { fresh?: boolean } = {}): Promise<string[]> {
  const url = `${servicesUrl(env().JAEGER_URL)}/${encodeURIComponent(service)}/operations`;
  const load = async () => (await askJaeger(url, servicesSchema)).data.toSorted();
  return coalesce(`jaeger operations ${service}`, load, { fresh });
}
