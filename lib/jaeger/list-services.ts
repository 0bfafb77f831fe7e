import "server-only";
import { jaegerOwnService } from "@/lib/plan/contract";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { servicesSchema } from "./schema";
import { askServedApi } from "./served-api";
import { servicesUrl } from "./urls";
import { v3ServicesSchema } from "./v3/schema";
import { v3ServicesUrl } from "./v3/urls";

const json = servicesSchema.transform(({ data }) => data);
const v3 = v3ServicesSchema.transform(({ services }) => services);

/** All service names that Jaeger has, asked for afresh. Throws `UpstreamError`. */
export function askServices(): Promise<string[]> {
  const base = env().JAEGER_URL;
  const v3Way = { url: v3ServicesUrl(base), schema: v3 };
  return askServedApi("services", { json: { url: servicesUrl(base), schema: json }, camel: v3Way, snake: v3Way });
}

/** Names of the services that sent traces, sorted, without Jaeger itself. Throws `UpstreamError`. */
export function listServices({ fresh }: { fresh?: boolean } = {}): Promise<string[]> {
  const load = async () => (await askServices()).filter((name) => name !== jaegerOwnService).toSorted();
  return coalesce("jaeger services", load, { fresh });
}
