import "server-only";
import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { proofSpan } from "@/lib/tokens/prove/proof-span";
import { encodeSample, remoteWriteHeaders } from "@/lib/tokens/prove/remote-write";
import { HostError, type HostQuestion } from "../ask-host";
import { type Check, type Deployment, failed, type Outcome, ok, unknown } from "../types";

/** VictoriaMetrics shows a sample after about a second, Jaeger a span at once; a loaded machine takes longer. */
const readBackMsMax = 20_000;

/** What the gate's answer to a push means. */
function judgePush(path: string, status: number): Outcome | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401 || status === 403) return failed("token-refused", path, { status });
  if (status === 502 || status === 503 || status === 504) return failed("store-away", path, { status });
  return failed("push-refused", path, { status });
}

async function throughGate(
  deployment: Deployment,
  path: string,
  body: string | Uint8Array,
  headers: HostQuestion["headers"],
) {
  const token = (await deployment.read(deployment.seen.token))?.trim();
  if (!token) return failed("token-missing", deployment.named.token);
  try {
    const question = { method: "POST", body, headers: { ...headers, authorization: `Bearer ${token}` } } as const;
    return judgePush(path, (await deployment.ask(deployment.hosts.ingest, path, question)).status);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return failed("host-unreachable", deployment.hosts.ingest, { reason: error.code });
  }
}

async function readBack(subject: string, isThere: () => Promise<boolean>): Promise<Outcome> {
  const startedAt = performance.now();
  for (;;) {
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    if (await isThere().catch(() => false)) return ok(subject, { seconds });
    if (seconds * 1000 > readBackMsMax) return failed("canary-lost", subject, { seconds });
    await sleep(250);
  }
}

export const metricsCanary: Check = {
  name: "metrics-canary",
  place: "ingest",
  title: "A sample through the gate is read back",
  run: async (deployment) => {
    const value = randomInt(1, 1_000_000_000);
    const id = randomBytes(4).toString("hex");
    const sample = encodeSample({ __name__: "obs_verify_canary", run: id }, value, deployment.nowMs());
    const refused = await throughGate(deployment, "/api/v1/write", sample, remoteWriteHeaders);
    if (refused) return [refused];
    const query = `/api/v1/query?nocache=1&query=${encodeURIComponent(`obs_verify_canary{run="${id}"}`)}`;
    const isThere = async () => {
      const { text } = await deployment.askLocal(deployment.ports.victoriametrics, query);
      return text.includes(`"${value}"`);
    };
    return [await readBack("VictoriaMetrics", isThere)];
  },
};

export const tracesCanary: Check = {
  name: "traces-canary",
  place: "ingest",
  title: "A span through the gate is read back",
  run: async (deployment) => {
    const traceId = randomBytes(16).toString("hex");
    const span = proofSpan({ traceId, publicId: "verify", nowMs: deployment.nowMs() });
    const refused = await throughGate(deployment, "/v1/traces", span, { "content-type": "application/json" });
    if (refused) return [refused];
    const isThere = async () =>
      (await deployment.askLocal(deployment.ports.jaeger, `/api/traces/${traceId}`)).status === 200;
    return [await readBack("Jaeger", isThere)];
  },
};

/** What the whole console rests on: VictoriaMetrics scrapes its neighbours. */
export const neighbourScrapes: Check = {
  name: "scrapes",
  place: "stores",
  title: "VictoriaMetrics scrapes its neighbours",
  run: async ({ askLocal, ports }) => {
    const ask = async () => {
      const { text } = await askLocal(ports.victoriametrics, "/api/v1/query?query=up&nocache=1");
      return ["obs-console", "jaeger", "grafana"].map((job) => {
        const match = new RegExp(`"job":"${job}"[^}]*},"value":\\[[^,]*,"([01])"`).exec(text);
        if (!match) return unknown("scrape-absent", job);
        return match[1] === "1" ? ok(job) : failed("scrape-fails", job);
      });
    };
    // The first scrape after a start may have come before its target was up; the next comes within 15 s.
    const endMs = performance.now() + readBackMsMax;
    for (;;) {
      const outcomes = await ask();
      if (outcomes.every(({ state }) => state === "ok") || performance.now() > endMs) return outcomes;
      await sleep(1000);
    }
  },
};
