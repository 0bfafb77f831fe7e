import "server-only";
import type { Source, UpstreamErrorKind, UpstreamFailure } from "@/lib/measured";
import { sourceTitles } from "./source-titles";

const brand = Symbol.for("honeydue-obs.upstream-error");

/**
 * A failed request to an upstream. `failure` may go to the browser; `cause` stays on the server.
 *
 * `instanceof` checks a brand: Next bundles pages and route handlers separately, so there are several copies of this
 * class, and a shared question may fail in a different bundle from the one that waits for it.
 */
export class UpstreamError extends Error {
  override readonly name = "UpstreamError";
  readonly [brand] = true;

  static override [Symbol.hasInstance](value: unknown): value is UpstreamError {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(
    readonly failure: UpstreamFailure,
    options?: { cause?: unknown },
  ) {
    super(failure.message, options);
  }
}

const networkReasons: Record<string, string> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was reset",
  EPIPE: "the connection was reset",
  ENOTFOUND: "its name is not known to DNS",
  EAI_AGAIN: "DNS did not answer",
  EHOSTUNREACH: "there is no route to its host",
  ENETUNREACH: "there is no route to its network",
  ETIMEDOUT: "the connection was not answered",
  CERT_HAS_EXPIRED: "its certificate has expired",
};

/** By the codes that Node and OpenSSL give a failed TLS handshake. */
const tlsReasons: [RegExp, string][] = [
  [/ALTNAME/, "its certificate is for another name"],
  [/SELF_SIGNED/, "its certificate is self-signed, so it is not trusted"],
  [/^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/, "its port does not speak TLS"],
  [/CERT|TLS|SIGNED|ISSUER/, "its certificate is not trusted"],
];

/** The code of a Node error, or of the first error inside an AggregateError (one per address of a name). */
function codeOf(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (typeof code === "string") return code;
  return cause instanceof AggregateError && cause.errors.length > 0 ? codeOf(cause.errors[0]) : "";
}

/**
 * Turns what a socket or the HTTP parser threw into an `UpstreamError` with a plain message: no URL, no credentials,
 * no stack. An `UpstreamError` is returned as it is. An answer that is not HTTP is `bad-body`, all else `unreachable`.
 */
export function toUpstreamError(source: Source, cause: unknown): UpstreamError {
  if (cause instanceof UpstreamError) return cause;
  const title = sourceTitles[source];
  const code = codeOf(cause);
  const kind: UpstreamErrorKind = code.startsWith("HPE_") ? "bad-body" : "unreachable";
  if (kind === "bad-body") {
    return new UpstreamError({ source, kind, message: `${title} did not answer in HTTP.` }, { cause });
  }
  const reason =
    networkReasons[code] ?? tlsReasons.find(([pattern]) => pattern.test(code))?.[1] ?? "the connection failed";
  return new UpstreamError({ source, kind, message: `${title} cannot be reached: ${reason}.` }, { cause });
}
