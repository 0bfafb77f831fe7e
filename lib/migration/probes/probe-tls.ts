import "server-only";
import { connect, type TLSSocket } from "node:tls";
import type { TlsProbe } from "../types";

const timeoutMs = 5000;

const codeOf = (error: unknown) =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "EUNKNOWN";

function readShown(socket: TLSSocket): TlsProbe {
  const { subjectaltname = "", issuer, valid_to } = socket.getPeerCertificate();
  const organisation = issuer?.O ?? issuer?.CN ?? "";
  return {
    state: "shown",
    names: subjectaltname
      .split(",")
      .map((name) => name.trim().replace(/^DNS:/, ""))
      .filter((name) => name !== ""),
    issuer: Array.isArray(organisation) ? organisation.join(", ") : organisation,
    validToMs: Date.parse(valid_to),
    // An Error or its code at run time, whatever the types say; none when the chain is trusted and names the host.
    trustFault: socket.authorized ? null : trustCode(socket.authorizationError),
  };
}

function trustCode(error: unknown): string {
  return typeof error === "string" ? error : codeOf(error);
}

/**
 * The certificate that an address shows when it is asked for a name (SNI), whether it can be trusted or not. Never
 * throws; sends nothing but the handshake.
 */
export function probeTls({
  address,
  port = 443,
  name,
  ca,
}: {
  address: string;
  port?: number;
  name: string;
  ca?: string;
}) {
  return new Promise<TlsProbe>((resolve) => {
    const socket = connect({ host: address, port, servername: name, rejectUnauthorized: false, ca });
    const end = (probe: TlsProbe) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(probe);
    };
    const timer = setTimeout(() => end({ state: "failed", code: "ETIMEDOUT" }), timeoutMs);
    socket.once("secureConnect", () => end(readShown(socket)));
    socket.on("error", (error) => end({ state: "failed", code: codeOf(error) }));
  });
}
