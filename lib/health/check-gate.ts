import "server-only";
import { canaryAgent } from "@/lib/gate/canary";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { fetchUpstream } from "@/lib/upstream/fetch-upstream";
import { checkUpstream } from "./check-upstream";
import type { ComponentHealth } from "./types";

const timeoutMs = 3000;

type Finding = { state: ComponentHealth["state"]; detail: string };

/** What a status of the gate's write endpoint, asked without a token, says about the gate. */
function judgeGateStatus(status: number): Finding {
  if (status === 401) return { state: "ok", detail: "The ingest gate is up and refuses writes without a token." };
  if (status >= 200 && status < 300) {
    return { state: "bad", detail: "The ingest gate takes writes without a token: anyone can push metrics." };
  }
  return { state: "bad", detail: `The ingest gate answered with status ${status}; 401 was expected without a token.` };
}

const notConfigured = (): ComponentHealth => ({
  name: "gate",
  state: "unknown",
  detail: "INGEST_PUBLIC_URL is not set, so the ingest gate is not checked.",
  latencyMs: null,
  checkedAtMs: Date.now(),
});

/** Whether the ingest gate is up, asked as an outsider. `unknown` when its URL is not set. Never throws for that. */
export async function checkGate({ fresh }: { fresh?: boolean } = {}): Promise<ComponentHealth> {
  const base = env().INGEST_PUBLIC_URL;
  if (!base) return notConfigured();
  const ask = async () => {
    const url = `${base}/api/v1/write`;
    const headers = { "user-agent": canaryAgent() };
    const { status } = await fetchUpstream({ source: "gate", url, timeoutMs, headers, maxBodyBytes: 64 * 1024 });
    return judgeGateStatus(status);
  };
  return coalesce("gate check", () => checkUpstream("gate", ask), { fresh });
}
