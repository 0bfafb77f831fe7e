import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Jobs } from "./jobs";
import { renderMetrics } from "./metrics";
import type { Route } from "./routes";
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode } from "./tracing";
import { HttpError, type World } from "./work";

const standardMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const scrapeType = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

type Answer = { status: number; bytes: number; error?: string };

/** Whether a path fits an Echo pattern, and the value of its `:id`. */
export function matchPath(pattern: string, path: string): { id: string } | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  let id = "";
  for (const [index, part] of wanted.entries()) {
    if (part === ":id" && given[index]) id = given[index];
    else if (part !== given[index]) return null;
  }
  return { id };
}

/** The imitation of the Go API: its routes, `/metrics`, `/metrics/legacy`. */
export function createApi(world: World, routes: Route[], jobs: Jobs): Server {
  const server = createServer((request, response) => {
    if (world.faults.get("api-down")) {
      request.socket.destroy();
      return;
    }
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    if (path.startsWith("/metrics")) void serveMetrics(path, response);
    else void serveRoute(request, response, path);
  });

  async function serveMetrics(path: string, response: ServerResponse) {
    if (world.faults.get("scrape-hanging")) return;
    response.setHeader("content-type", scrapeType);
    if (path === "/metrics/legacy") {
      response.end(
        "# TYPE legacy_requests_total counter\nlegacy_requests_total 1\n# TYPE legacy_errors_total counter\nlegacy_errors_total 0\n",
      );
      return;
    }
    jobs.updateGauges();
    response.end(await renderMetrics(world.metrics, world.faults.get("redis-down") === undefined));
  }

  async function serveRoute(request: IncomingMessage, response: ServerResponse, path: string) {
    const startedMs = performance.now();
    request.resume();
    const method = request.method ?? "GET";
    const onPath = routes.flatMap((route) => {
      const match = matchPath(route.pattern, path);
      return match ? [{ route, id: match.id }] : [];
    });
    const found = onPath.find(({ route }) => route.method === method);
    const pattern = onPath[0]?.route.pattern ?? "";
    const { span, context } = startServerSpan(request, method, pattern, path);
    const answer = found
      ? await callRoute(() => found.route.handle({ context, id: found.id }), `${method} ${pattern}`)
      : withoutHandler(method, onPath.length > 0);
    endServerSpan(span, answer);
    response.writeHead(answer.status, { "content-type": "application/json" }).end("{}");
    world.metrics.http.observe(
      { method, route: pattern, status: String(answer.status) },
      (performance.now() - startedMs) / 1000,
    );
  }

  async function callRoute(handle: () => Promise<Answer>, name: string): Promise<Answer> {
    const { faults, random } = world;
    try {
      await sleep(random.latencyMs(1.5));
      const slow = faults.get("slow-route");
      if (slow?.route === name) await sleep(slow.addMs);
      const spike = faults.get("error-spike");
      if (spike?.route === name && random.chance(spike.ratio)) throw new HttpError(500, "demo: error spike");
      return await handle();
    } catch (error) {
      if (error instanceof HttpError) return { status: error.status, bytes: 36, error: error.message };
      throw error;
    }
  }

  function startServerSpan(request: IncomingMessage, method: string, pattern: string, path: string) {
    const standard = standardMethods.has(method);
    const name = [standard ? method : "HTTP", pattern].filter(Boolean).join(" ");
    return world.tracing.start("echo", name, SpanKind.SERVER, ROOT_CONTEXT, {
      "http.request.method": standard ? method : "_OTHER",
      ...(standard ? {} : { "http.request.method_original": method }),
      ...(pattern ? { "http.route": pattern } : {}),
      "url.path": path,
      "url.scheme": "http",
      "network.protocol.version": "1.1",
      // otelecho puts the middleware's argument here, not a host.
      "server.address": "honeydue-api",
      "server.port": world.config.port,
      "client.address": request.socket.remoteAddress ?? "",
      "network.peer.address": request.socket.remoteAddress ?? "",
      "network.peer.port": request.socket.remotePort ?? 0,
      "user_agent.original": request.headers["user-agent"] ?? "",
    });
  }

  return server;
}

function withoutHandler(method: string, pathKnown: boolean): Answer {
  if (!pathKnown) return { status: 404, bytes: 24, error: "code=404, message=Not Found" };
  if (method === "OPTIONS") return { status: 204, bytes: 0 };
  return { status: 405, bytes: 33, error: "code=405, message=Method Not Allowed" };
}

/** otelecho: a 5xx is an error without description or event; the text stands in `echo.error`, on a 4xx too. */
function endServerSpan(span: Span, { status, bytes, error }: Answer): void {
  span.setAttribute("http.response.status_code", status);
  if (bytes > 0) span.setAttribute("http.response.body.size", bytes);
  if (error) span.setAttribute("echo.error", error);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
