import "server-only";
import { request } from "node:https";
import { connect } from "node:net";
import { RefusedError } from "@/lib/web/action-result";
import { faultOfAddress } from "../target-address";
import { type AnswerProbe, type MoveHost, moveHosts, type PortProbe, type TargetProbe } from "../types";
import { probeTls } from "./probe-tls";

const timeoutMs = 5000;
const portsAsked = [22, 80, 443];
/** What each host says when it works: the gate refuses a stranger, the console says how it is, Grafana asks who is there. */
const answersWanted: Record<MoveHost, { path: string; method: "GET" | "POST"; statuses: number[] }> = {
  ingest: { path: "/api/v1/write", method: "POST", statuses: [401] },
  console: { path: "/api/health", method: "GET", statuses: [200] },
  grafana: { path: "/api/health", method: "GET", statuses: [200, 401] },
};

function probePort(address: string, port: number): Promise<PortProbe> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (state: PortProbe["state"]) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ port, state });
    };
    const timer = setTimeout(() => end("no-answer"), timeoutMs);
    socket.once("connect", () => end("open"));
    socket.once("error", () => end("closed"));
  });
}

/** Only the status is read; a redirect is an answer like any other and is not followed. */
function probeAnswer(address: string, host: MoveHost, name: string): Promise<AnswerProbe> {
  const { path, method } = answersWanted[host];
  return new Promise((resolve) => {
    const question = request({
      host: address,
      servername: name,
      path,
      method,
      headers: { host: name, "content-length": "0" },
      // The certificate is judged apart; without it nothing else would be known.
      rejectUnauthorized: false,
      agent: false,
      timeout: timeoutMs,
    });
    const end = (status: number | null, code: string | null) => {
      clearTimeout(timer);
      resolve({ host, path, status, code });
      question.destroy();
    };
    const timer = setTimeout(() => end(null, "ETIMEDOUT"), timeoutMs);
    question.on("response", ({ statusCode }) => end(statusCode ?? null, null));
    question.on("error", (error) => end(null, "code" in error ? String(error.code) : "EUNKNOWN"));
    question.end();
  });
}

/**
 * What a planned target shows while no record leads to it yet. Throws `RefusedError` for an address that is none, or
 * that no box of ours can have (link-local, metadata services of clouds).
 */
export async function probeTarget(address: string, names: Record<MoveHost, string>): Promise<TargetProbe> {
  if (faultOfAddress(address) !== null) throw new RefusedError("bad-input", "This address cannot be probed.");
  const askedAtMs = Date.now();
  const [ports, tls, answers] = await Promise.all([
    Promise.all(portsAsked.map((port) => probePort(address, port))),
    Promise.all(
      moveHosts.map(async (host) => {
        const name = names[host];
        return { host, name, address, probe: await probeTls({ address, name }), askedAtMs };
      }),
    ),
    Promise.all(moveHosts.map((host) => probeAnswer(address, host, names[host]))),
  ]);
  return { address, ports, tls, answers, askedAtMs };
}
