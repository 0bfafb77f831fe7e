import "server-only";
import { type IncomingHttpHeaders, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { TLSSocket } from "node:tls";

export type HostQuestion = {
  method?: "GET" | "POST" | "DELETE" | "HEAD";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
};
type Certificate = { validToMs: number; issuer: string; names: string; trustError: string | null };
export type HostAnswer = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  certificate: Certificate | null;
};

/** No answer, and the system's code for it (ECONNREFUSED, ENOTFOUND, ETIMEDOUT, ...). */
export class HostError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export type Target = {
  protocol: "http" | "https";
  host: string;
  port: number;
  path: string;
  /** Asked at this address instead of the one that the name resolves to. */
  address?: string | null;
  /** PEM of one more authority to trust. */
  ca?: string | null;
};

const timeoutMs = 10_000;
const bodyBytesMax = 4 * 1024 * 1024;

function readCertificate(socket: TLSSocket): Certificate {
  const peer = socket.getPeerCertificate();
  const issuer = peer.issuer?.O ?? peer.issuer?.CN ?? "";
  return {
    validToMs: Date.parse(peer.valid_to),
    issuer: Array.isArray(issuer) ? issuer.join(", ") : issuer,
    names: peer.subjectaltname ?? "",
    // An Error at run time, where the types say it is one; null when the chain is trusted and names the host.
    trustError: socket.authorized ? null : trustCode(socket.authorizationError),
  };
}

function trustCode(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error) return String(error.code);
  return String(error);
}

/**
 * Asks once, even if the certificate is not valid: that is part of the answer. Unlike an upstream's client it can ask
 * an address other than the name's, as before a DNS change. Throws `HostError` when nothing answers within 10 s.
 */
export function askHost(target: Target, question: HostQuestion = {}): Promise<HostAnswer> {
  const { host, port, path, address, ca } = target;
  const { method = "GET", headers, body } = question;
  const options = {
    host: address ?? host,
    port,
    path,
    method,
    headers: {
      host: port === 443 || port === 80 ? host : `${host}:${port}`,
      "user-agent": "honeydue-obs-verify",
      ...headers,
      ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    },
    agent: false as const,
    timeout: timeoutMs,
  };
  const tls = { servername: host, rejectUnauthorized: false, ...(ca ? { ca } : {}) };
  return new Promise((resolve, reject) => {
    const request = target.protocol === "https" ? requestHttps({ ...options, ...tls }) : requestHttp(options);
    const timer = setTimeout(() => request.destroy(new HostError("ETIMEDOUT")), timeoutMs);
    let certificate: Certificate | null = null;
    request.on("socket", (socket) => {
      socket.once("secureConnect", () => {
        certificate = readCertificate(socket as TLSSocket);
      });
    });
    request.on("error", (error) => {
      clearTimeout(timer);
      reject(error instanceof HostError ? error : new HostError("code" in error ? String(error.code) : error.message));
    });
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > bodyBytesMax) request.destroy(new HostError("EMSGSIZE"));
        else chunks.push(chunk);
      });
      response.on("error", () => reject(new HostError("ECONNRESET")));
      response.on("end", () => {
        clearTimeout(timer);
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, certificate });
      });
    });
    request.end(body);
  });
}
