import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Histogram } from "prom-client";
import { isCanary } from "@/lib/gate/canary";
import { type DenyReason, writeDenyFile } from "@/lib/gate/deny-files";
import { isIngestScope, isScope } from "@/lib/plan/scopes";
import { hasInternalSecret } from "@/lib/runtime/internal-secret";
import { logger } from "@/lib/runtime/logger";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { processState } from "@/lib/runtime/process-state";
import { tellTrap } from "./tell-trap";
import type { RefusalReason } from "./types";
import { verifyToken } from "./verify-token";

/** The gate's questions by answer; the histogram's `_count` serves as the counter. */
const duration = () =>
  processState(
    "gate.auth-duration",
    () =>
      new Histogram({
        name: "obs_gate_auth_duration_seconds",
        help: "Time to answer whether a token may write, by answer (accepted, or why not).",
        labelNames: ["answer"] as const,
        buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1],
        registers: [consoleMetrics().registry],
      }),
  );

const single = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

const hasEnded = (reason: RefusalReason): reason is DenyReason =>
  reason === "revoked" || reason === "disabled" || reason === "expired";

/** The gate asked although this token has ended: its deny file is missing, or it has expired just now. */
function denyFromNowOn(publicId: string, reason: DenyReason): void {
  try {
    writeDenyFile(publicId, reason);
  } catch (error) {
    logger().error({ err: error, publicId }, "the deny file of an ended token cannot be written");
  }
}

/**
 * GET /ingest-auth of the internal port: whether the token in Authorization may write `X-Ingest-Scope` from
 * `X-Real-IP`. 204 with `X-Ingest-Token` (its public id), 401 or 403 with `X-Ingest-Refusal` (why, for the gate's log;
 * nginx does not pass it on, so an outsider learns nothing from it). Any other status means that the answer is not
 * known, and the gate answers 503: 400 for requests not from the gate, 500 when the database cannot be read.
 */
export async function answerIngestAuth(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const startedAt = performance.now();
  const {
    authorization,
    "x-ingest-scope": scopeHeader,
    "x-real-ip": addressHeader,
    "x-ingest-agent": agentHeader,
  } = request.headers;
  const [scope, address] = [single(scopeHeader) ?? "", single(addressHeader)];
  if (!hasInternalSecret(request) || !isScope(scope) || !isIngestScope(scope) || !address) {
    response.writeHead(400).end();
    return;
  }
  const verdict = await verifyToken({ authorization, scope, address, nowMs: Date.now() });
  if (verdict.ok) {
    response.writeHead(204, { "x-ingest-token": verdict.publicId }).end();
  } else {
    // The console's own probe for a deny file (edge-refusal.ts), with a made-up secret: 403 says that the gate got as
    // far as asking.
    const isMadeUp = verdict.reason === "unknown" || verdict.reason === "malformed:wrong-checksum";
    const isOwnLook = isMadeUp && isCanary(single(agentHeader) ?? "", Date.now());
    const status = isOwnLook ? 403 : verdict.status;
    response.writeHead(status, { "x-ingest-refusal": verdict.reason, "content-length": 0 }).end();
    if (verdict.publicId && verdict.reason === "trap") {
      void tellTrap({ publicId: verdict.publicId, address, agent: single(agentHeader) ?? "", scope });
    }
    if (verdict.publicId && hasEnded(verdict.reason)) denyFromNowOn(verdict.publicId, verdict.reason);
  }
  duration().observe({ answer: verdict.ok ? "accepted" : verdict.reason }, (performance.now() - startedAt) / 1000);
}
