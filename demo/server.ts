import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerRequest } from "./answer-request";
import { elapsedSeconds } from "./metrics/elapsed-seconds";
import { LegacyCounters } from "./metrics/legacy";
import { renderMetrics, scrapeContentType } from "./metrics/render";
import type { Random } from "./random";
import { routes } from "./routes/index";
import { findRoute } from "./routes/route";
import { endServerSpan, startServerSpan } from "./server-span";
import type { World } from "./world";

/** The imitation of the Go API: its routes, `/metrics`, `/metrics/legacy`. */
export function createApi(world: World, random: Random): Server {
  const legacy = new LegacyCounters();
  const strangers = random.fork(0);
  let strangersSeen = 0;

  /** The load generator numbers its requests, so that each has the same fate in every run. */
  function fateOf(request: IncomingMessage): Random {
    const shot = Number(request.headers["x-demo-shot"]);
    if (Number.isSafeInteger(shot) && shot > 0) return random.fork(shot);
    strangersSeen += 1;
    return strangers.fork(strangersSeen);
  }

  async function serveMetrics(response: ServerResponse) {
    world.jobs.updateGauges();
    const text = await renderMetrics(world.metrics.registry, {
      redisUp: !world.faults.isOn("redis-down"),
      histograms: world.rollout.hasHistograms,
    });
    response.setHeader("content-type", scrapeContentType).end(text);
  }

  async function serveRoute(request: IncomingMessage, response: ServerResponse, path: string) {
    const startedMs = performance.now();
    request.resume();
    const method = request.method ?? "GET";
    const match = findRoute(routes, method, path);
    const started = startServerSpan(world.tracing, request, match.pattern, path);
    const outcome = await answerRequest({ world, random: fateOf(request), ...started }, method, match);
    endServerSpan(started.span, outcome);
    const { status, body } = outcome;
    if (body.length > 0) response.setHeader("content-type", "application/json");
    response.writeHead(status).end(body);
    legacy.count(status);
    world.metrics.http.observe({ method, route: match.pattern, status: String(status) }, elapsedSeconds(startedMs));
  }

  return createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const isScrape = path === "/metrics" || path === "/metrics/legacy";
    if (world.faults.isOn("api-down")) request.socket.destroy();
    // Left open: whoever asks has to give up.
    else if (isScrape && world.faults.isOn("scrape-hanging")) request.resume();
    else if (path === "/metrics") void serveMetrics(response);
    else if (isScrape) response.setHeader("content-type", scrapeContentType).end(legacy.render());
    else void serveRoute(request, response, path);
  });
}
