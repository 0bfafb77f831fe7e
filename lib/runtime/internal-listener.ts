import "server-only";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { env } from "./env";
import { hasInternalSecret } from "./internal-secret";
import { logger } from "./logger";
import { consoleMetrics } from "./metrics";
import { processState } from "./process-state";

export type InternalHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Handlers by "METHOD /path"; other rooms add theirs before or after the listener starts. */
export function internalHandlers(): Map<string, InternalHandler> {
  return processState("http.internal-handlers", () => new Map([["GET /metrics", serveMetrics]]));
}

async function serveMetrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!hasInternalSecret(request)) {
    response.writeHead(401, { "www-authenticate": "Bearer" }).end();
    return;
  }
  const { registry } = consoleMetrics();
  const text = await registry.metrics();
  response.writeHead(200, { "content-type": registry.contentType }).end(text);
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "").split("?")[0];
  const handler = internalHandlers().get(`${request.method} ${path}`);
  if (!handler) {
    response.writeHead(404).end();
    return;
  }
  try {
    await handler(request, response);
  } catch (error) {
    logger().error({ err: error, path }, "internal request failed");
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  }
}

function listen(port: number): Promise<Server> {
  const server = createServer((request, response) => void handle(request, response));
  server.requestTimeout = 10_000;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, env().OBS_INTERNAL_HOST, () => {
      server.off("error", reject);
      server.on("error", (error) => logger().error({ err: error }, "internal listener failed"));
      resolve(server);
    });
  });
}

async function listenOrExplain(port: number): Promise<Server | null> {
  try {
    return await listen(port);
  } catch (error) {
    const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    const reason = busy
      ? `Port ${port} is taken, so the console's own metrics are not served. Set OBS_INTERNAL_PORT to a free port.`
      : "The internal listener could not start, so the console's own metrics are not served.";
    logger().error({ err: error, port }, reason);
    return null;
  }
}

/**
 * Starts the internal listener on OBS_INTERNAL_HOST (127.0.0.1) once per process. Resolves to the server, or to null
 * when its port is not available: that is logged with the setting to change, and the console runs on.
 */
export function startInternalListener(port = env().OBS_INTERNAL_PORT): Promise<Server | null> {
  return processState("http.internal-listener", () => listenOrExplain(port));
}
