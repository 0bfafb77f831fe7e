import "server-only";
import type { z } from "zod";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { type JsonRequest, readJson } from "@/lib/upstream/fetch-json";
import { observeUpstream } from "@/lib/upstream/observe-upstream";
import { sendRequest, type UpstreamResponse } from "@/lib/upstream/send-request";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { jaegerRequest } from "./ask";
import { v3ErrorTextOf } from "./v3/schema";

/** The query APIs of Jaeger: its old JSON (to 2.20), `/api/v3` in camelCase (from 2.19) and in snake_case (before). */
export type JaegerApi = "json" | "camel" | "snake";
const order: readonly JaegerApi[] = ["json", "camel", "snake"];

/**
 * One way to ask a question: the schema turns the answer into the result. `onNotFound` where 404 means "none",
 * `maxBodyBytes` where an answer may be longer than one trace.
 */
export type Way<T> = { url: string; schema: z.ZodType<T>; onNotFound?: T; maxBodyBytes?: number };

type Outcome<T> = { served: true; value: T } | { served: false; refuse: () => never };

const isWebPage = ({ text }: UpstreamResponse) => /^\s*</.test(text);
const isJson = ({ text }: UpstreamResponse) => /^\s*\{/.test(text);

/** Jaeger before 2.16 answers an unknown path with its web page, later ones with 404 in plain text. */
function isServed(api: JaegerApi, response: UpstreamResponse): boolean {
  if (isWebPage(response) && response.status < 300) return false;
  if (response.status === 404) return isJson(response);
  // It takes parameters in the other spelling for missing ones.
  return !(api === "camel" && response.status === 400);
}

async function attempt<T>(api: JaegerApi, way: Way<T>): Promise<Outcome<T>> {
  const request: JsonRequest<T> = {
    ...jaegerRequest(way.url, way.schema),
    ...(api === "json" ? {} : { errorTextOf: v3ErrorTextOf }),
    ...(way.maxBodyBytes ? { maxBodyBytes: way.maxBodyBytes } : {}),
  };
  return observeUpstream("jaeger", async () => {
    const response = await sendRequest(request);
    const refuse = () => {
      readJson(request, response);
      throw new Error("Jaeger answered a question that it does not serve.");
    };
    if (!isServed(api, response)) return { served: false, refuse };
    if (response.status === 404 && way.onNotFound !== undefined) return { served: true, value: way.onNotFound };
    return { served: true, value: readJson(request, response) };
  });
}

/** Whether Jaeger answered, but not with what was asked: it fails on its own data, or the answer is too long. */
export function isUnreadable({ failure: { kind, httpStatus = 0 } }: UpstreamError): boolean {
  return kind === "bad-body" || (kind === "bad-status" && httpStatus >= 500);
}

/**
 * Asks `/api/v3` for what the old JSON could not express: a NaN in one attribute makes that answer 500 for the whole,
 * while v3 writes it as text. Undefined where v3 is not served, or fails too: no failure of Jaeger's is thrown.
 */
export async function askV3<T>(ways: readonly [JaegerApi, Way<T>][]): Promise<T | undefined> {
  for (const [api, way] of ways) {
    try {
      const outcome = await attempt(api, way);
      if (outcome.served) return outcome.value;
    } catch (error) {
      if (error instanceof UpstreamError) return undefined;
      throw error;
    }
  }
  return undefined;
}

const knownApis = () => processState("jaeger.api", () => new Map<string, JaegerApi>());

/**
 * Asks a question in the API that the server speaks: the one it answered last time, else the old JSON, else v3. Throws
 * `UpstreamError`; that of the first API tried when none is served.
 */
export async function askServedApi<T>(topic: string, ways: Record<JaegerApi, Way<T>>): Promise<T> {
  const known = knownApis();
  const key = `${env().JAEGER_URL} ${topic}`;
  const last = known.get(key);
  let refuse: (() => never) | undefined;
  for (const api of last ? [last, ...order.filter((other) => other !== last)] : order) {
    const outcome = await attempt(api, ways[api]);
    if (outcome.served) {
      known.set(key, api);
      return outcome.value;
    }
    refuse ??= outcome.refuse;
  }
  known.delete(key);
  if (refuse) return refuse();
  throw new Error("There is no way to ask Jaeger.");
}
