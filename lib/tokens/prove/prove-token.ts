import "server-only";
import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { canaryAgent } from "@/lib/gate/canary";
import { askJaeger } from "@/lib/jaeger/ask";
import { tracesSchema } from "@/lib/jaeger/schema";
import { traceUrl } from "@/lib/jaeger/urls";
import { env } from "@/lib/runtime/env";
import { digestToken, parseToken } from "@/lib/tokens/format";
import { type TokenView, viewToken } from "@/lib/tokens/token-view";
import { tellsDeploys } from "@/lib/tokens/types";
import { fetchUpstream } from "@/lib/upstream/fetch-upstream";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { askVictoriaMetrics } from "@/lib/victoriametrics/ask";
import { readPoint } from "@/lib/victoriametrics/read-point";
import { instantSchema } from "@/lib/victoriametrics/schema";
import { instantRequest } from "@/lib/victoriametrics/urls";
import type { Proof } from "./hop";
import { proofSpan } from "./proof-span";
import { encodeSample, remoteWriteHeaders } from "./remote-write";
import { HopError, runPath, type Step } from "./run-path";

const gateTimeoutMs = 8000;
/** VictoriaMetrics shows a sample after about a second, Jaeger a span at once; a loaded machine takes longer. */
const readBackMsMax = 20_000;
const pauseMs = 200;

class WrongAddress extends Error {}

const gateComplaints: Record<number, string> = {
  401: "The gate refused the token. If it was created a moment ago, try again; else it is disabled, expired or revoked.",
  404: "The gate does not know the path: INGEST_PUBLIC_URL does not lead to it.",
  429: "The gate limits this address. Wait a little, then try again.",
  502: "The gate accepted the token, but the program behind it did not answer.",
  503: "The gate could not ask the console, or the program behind it is away. Senders wait and retry.",
};

async function throughGate(path: string, token: string, body: string | Uint8Array, headers: Record<string, string>) {
  const response = await fetchUpstream({
    source: "gate",
    url: `${env().INGEST_PUBLIC_URL}${path}`,
    method: "POST",
    body,
    headers: { ...headers, authorization: `Bearer ${token}`, "user-agent": canaryAgent() },
    timeoutMs: gateTimeoutMs,
  });
  if (response.status >= 200 && response.status < 300) return `accepted with status ${response.status}`;
  if (response.status === 403) throw new WrongAddress();
  throw new HopError(gateComplaints[response.status] ?? `The gate answered with status ${response.status}.`);
}

/** Asks until `isThere` says yes, or 20 s are over; throws what `isThere` throws, and `HopError` with `absent`. */
async function readBack(isThere: () => Promise<boolean>, absent: string): Promise<string> {
  const deadline = performance.now() + readBackMsMax;
  for (;;) {
    if (await isThere()) return "read back";
    if (performance.now() > deadline) throw new HopError(absent);
    await sleep(pauseMs);
  }
}

function metricsSteps(token: string, publicId: string): Step[] {
  const value = randomInt(1, 1_000_000_000);
  const labels = { __name__: "obs_ingest_proof", token: publicId };
  const asked = () => instantRequest(env().VICTORIAMETRICS_URL, { promql: `obs_ingest_proof{token="${publicId}"}` });
  const isThere = async () => {
    const { data } = await askVictoriaMetrics(asked(), instantSchema);
    return data.resultType === "vector" && data.result.some((row) => readPoint(row.value)?.value === value);
  };
  const send = () => throughGate("/api/v1/write", token, encodeSample(labels, value, Date.now()), remoteWriteHeaders);
  const absent = `The gate took the sample, but VictoriaMetrics does not show it after ${readBackMsMax / 1000} s.`;
  return [
    { title: "Sample to the gate", run: send },
    { title: "Sample in VictoriaMetrics", run: () => readBack(isThere, absent) },
  ];
}

function tracesSteps(token: string, publicId: string): Step[] {
  const traceId = randomBytes(16).toString("hex");
  const isThere = async () => {
    try {
      return (await askJaeger(traceUrl(env().JAEGER_URL, traceId), tracesSchema)).data.length > 0;
    } catch (error) {
      if (error instanceof UpstreamError && error.failure.httpStatus === 404) return false;
      throw error;
    }
  };
  const headers = { "content-type": "application/json" };
  const send = () => throughGate("/v1/traces", token, proofSpan({ traceId, publicId, nowMs: Date.now() }), headers);
  const absent = `The gate took the span, but Jaeger does not show it after ${readBackMsMax / 1000} s.`;
  return [
    { title: "Span to the gate", run: send },
    { title: "Span in Jaeger", run: () => readBack(isThere, absent) },
  ];
}

const consoleComplaints: Record<number, string> = {
  401: "The console refused the token. If it was created a moment ago, try again; else it is disabled, expired or revoked.",
  404: "There is no /api/deploys there: NEXTAUTH_URL does not lead to this console.",
  429: "The console limits this token. Wait a little, then try again.",
};

/** A deploy reported as CI would, through the console's public address, and not stored. */
function deploySteps(token: string): Step[] {
  const send = async () => {
    const { status } = await fetchUpstream({
      source: "console",
      url: `${env().NEXTAUTH_URL}/api/deploys`,
      method: "POST",
      body: JSON.stringify({ version: "proof", dryRun: true }),
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "user-agent": canaryAgent() },
      timeoutMs: gateTimeoutMs,
    });
    if (status === 403) throw new WrongAddress();
    if (status === 200) return "accepted; as a dry run nothing was stored";
    throw new HopError(consoleComplaints[status] ?? `The console answered with status ${status}.`);
  };
  return [{ title: "Deploy to the console", run: send }];
}

/** The stored token that this secret belongs to, whatever its state; null when there is none. */
async function findBySecret(token: string): Promise<TokenView | null> {
  const parsed = parseToken(token);
  if (!parsed.ok) return null;
  const row = await db().token.findUnique({ where: { publicId: parsed.publicId } });
  return row && row.digest === digestToken(token) ? viewToken(row, Date.now()) : null;
}

/**
 * Sends a sample and a span (as far as the token's scopes go) through the public gate with this token, and reads both
 * back; for a token that reports deploys, it sends a dry run to this console. The requests are the console's own and do
 * not count as the token's use. Throws `AuthorityError` unless admin.
 */
export async function proveToken(actor: Actor, token: string): Promise<Proof> {
  assertAdmin(actor);
  const view = await findBySecret(token);
  if (!view) return { state: "cannot", reason: "This is not a token of this console." };
  if (!env().INGEST_PUBLIC_URL && !tellsDeploys(view.scopes)) {
    return { state: "cannot", reason: "INGEST_PUBLIC_URL is not set, so the console does not know where the gate is." };
  }
  try {
    const jobs = [];
    if (view.scopes.includes("metrics:write")) jobs.push(runPath("Metrics", metricsSteps(token, view.publicId)));
    if (view.scopes.includes("traces:write")) jobs.push(runPath("Traces", tracesSteps(token, view.publicId)));
    if (tellsDeploys(view.scopes)) jobs.push(runPath("Deploys", deploySteps(token)));
    const paths = await Promise.all(jobs);
    const isProven = paths.every(({ hops }) => hops.every(({ state }) => state === "ok"));
    return { state: isProven ? "proven" : "failed", paths };
  } catch (error) {
    if (!(error instanceof WrongAddress)) throw error;
    const where = view.cidrs.join(", ");
    const reason = `It works from ${where} only, and the console is not there. Prove it with the curl line, from there.`;
    return { state: "cannot", reason };
  }
}
