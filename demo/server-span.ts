import type { IncomingMessage } from "node:http";
import { endSpan, parentOf, type Span, SpanKind, SpanStatusCode, type Started, type Tracing } from "./tracing";

/** The methods semantic conventions know; to otelecho any other is `_OTHER`. */
const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"]);

export type Outcome = {
  status: number;
  /** What the client gets. */
  body: string;
  /** The error as otelecho prints it: on a 4xx too. A panic has none. */
  error?: string;
};

/** The root span of a request, as otelecho 0.71 starts it. */
export function startServerSpan(tracing: Tracing, request: IncomingMessage, pattern: string, path: string): Started {
  const method = request.method ?? "GET";
  const known = knownMethods.has(method);
  const { remoteAddress = "", remotePort = 0, localPort = 0 } = request.socket;
  const { traceparent, "x-forwarded-for": forwarded, "user-agent": userAgent } = request.headers;
  const attributes = {
    "http.request.method": known ? method : "_OTHER",
    ...(known ? {} : { "http.request.method_original": method }),
    ...(pattern ? { "http.route": pattern } : {}),
    "url.path": path,
    "url.scheme": "http",
    "network.protocol.version": request.httpVersion,
    // otelecho puts the middleware's argument here, not a host.
    "server.address": "honeydue-api",
    "server.port": localPort,
    "client.address":
      String(forwarded ?? remoteAddress)
        .split(",")[0]
        ?.trim() ?? "",
    "network.peer.address": remoteAddress,
    "network.peer.port": remotePort,
    ...(userAgent ? { "user_agent.original": userAgent } : {}),
  };
  const name = [known ? method : "HTTP", pattern].filter(Boolean).join(" ");
  return tracing.start("echo", name, SpanKind.SERVER, parentOf(String(traceparent ?? "")), { attributes });
}

/** otelecho: a 5xx is an error without description or event; the text stands in `echo.error`. */
export function endServerSpan(span: Span, { status, body, error }: Outcome): void {
  span.setAttribute("http.response.status_code", status);
  if (body.length > 0) span.setAttribute("http.response.body.size", Buffer.byteLength(body));
  if (error) span.setAttribute("echo.error", error);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  endSpan(span);
}
