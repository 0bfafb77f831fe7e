import "server-only";
import type { z } from "zod";
import { fetchJson, type JsonRequest } from "@/lib/upstream/fetch-json";
import { errorTextOf } from "./schema";

const timeoutMs = 5000;
/** 20 traces are some 130 kB; traces of thousands of spans can make it much more. */
const maxBodyBytes = 16 * 1024 * 1024;

/** The request for one call of Jaeger's JSON API. */
export function jaegerRequest<T>(url: string, schema: z.ZodType<T>): JsonRequest<T> {
  return { source: "jaeger", url, timeoutMs, maxBodyBytes, schema, errorTextOf };
}

/** Sends one call of Jaeger's JSON API. Throws `UpstreamError`. */
export function askJaeger<T>(url: string, schema: z.ZodType<T>): Promise<T> {
  return fetchJson(jaegerRequest(url, schema));
}
