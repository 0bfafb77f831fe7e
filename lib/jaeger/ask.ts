import "server-only";
import type { z } from "zod";
import { fetchJson, type JsonRequest } from "@/lib/upstream/fetch-json";
import { errorTextOf } from "./schema";

const timeoutMs = 5000;
/** One trace of 10,000 spans is 6 MB. Reading takes several times as much of the console's 160 MB. */
const maxBodyBytes = 8 * 1024 * 1024;

/** The request for one call of Jaeger's JSON API. */
export function jaegerRequest<T>(url: string, schema: z.ZodType<T>): JsonRequest<T> {
  return { source: "jaeger", url, timeoutMs, maxBodyBytes, schema, errorTextOf };
}

/** Sends one call of Jaeger's JSON API. Throws `UpstreamError`. */
export function askJaeger<T>(url: string, schema: z.ZodType<T>): Promise<T> {
  return fetchJson(jaegerRequest(url, schema));
}
