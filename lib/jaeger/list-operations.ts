import "server-only";
import { z } from "zod";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { servicesSchema } from "./schema";
import { askServedApi } from "./served-api";
import { servicesUrl } from "./urls";
import { v3OperationsUrl } from "./v3/urls";

const json = servicesSchema.transform(({ data }) => data);
const v3 = z
  .object({ operations: z.array(z.object({ name: z.string() })).nullish() })
  .transform(({ operations }) => (operations ?? []).map(({ name }) => name));

/** Names of a service's spans, sorted, each once; Jaeger answers from its memory. Throws `UpstreamError`. */
export function listOperations(service: string, { fresh }: { fresh?: boolean } = {}): Promise<string[]> {
  const base = env().JAEGER_URL;
  const url = `${servicesUrl(base)}/${encodeURIComponent(service)}/operations`;
  const way = { url: v3OperationsUrl(base, service), schema: v3 };
  const ways = { json: { url, schema: json }, camel: way, snake: way };
  const load = async () => [...new Set(await askServedApi("operations", ways))].toSorted();
  return coalesce(`jaeger operations ${service}`, load, { fresh });
}
