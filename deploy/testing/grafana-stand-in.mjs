// Answers as Grafana does where the stack asks it: health, the login page, who is signed in by nginx's header, service
// accounts, data sources' health (which it really asks). Grafana itself runs only where its image can be pulled.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const { env } = process;
const password = readFileSync(env.GF_SECURITY_ADMIN_PASSWORD__FILE ?? "/dev/null", "utf8").trim();
const isAnonymous = () => env.GF_AUTH_ANONYMOUS_ENABLED === "true";
const tokens = new Set();
const sources = {
  victoriametrics: "http://victoriametrics:8428/api/v1/query?query=1",
  jaeger: "http://jaeger:16686/api/services",
};

/** @param {import("node:http").IncomingMessage} request */
function userOf(request) {
  const authorization = request.headers.authorization ?? "";
  if (authorization === `Basic ${Buffer.from(`admin:${password}`).toString("base64")}`) return "admin";
  if (tokens.has(authorization.replace("Bearer ", ""))) return "service";
  const peer = request.socket.remoteAddress?.replace("::ffff:", "");
  const proxied = request.headers["x-webauth-user"];
  if (proxied && env.GF_AUTH_PROXY_ENABLED === "true" && peer === env.GF_AUTH_PROXY_WHITELIST) return String(proxied);
  return isAnonymous() ? "anonymous" : null;
}

createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://grafana");
  const json = (status, body) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (url.pathname === "/api/health") return json(200, { database: "ok", version: "12.3.0" });
  if (url.pathname === "/metrics") return response.end("grafana_stand_in 1\n");
  if (url.pathname === "/login")
    return response.writeHead(200, { "content-type": "text/html" }).end("<title>Grafana</title>");
  // As Grafana: a wrong Authorization is an error even beside the proxy's header.
  if (
    request.headers.authorization &&
    userOf({ ...request, headers: { authorization: request.headers.authorization }, socket: request.socket }) === null
  ) {
    return json(401, { message: "Invalid username or password" });
  }
  const user = userOf(request);
  if (!user)
    return url.pathname === "/"
      ? response.writeHead(302, { location: "/login" }).end()
      : json(401, { message: "Unauthorized" });
  const token = /^\/api\/serviceaccounts(\/1\/tokens)?$/.exec(url.pathname);
  if (token && request.method === "POST" && user === "admin") {
    if (!token[1]) return json(201, { id: 1, name: "honeydue-obs-console" });
    const key = `glsa_${randomBytes(16).toString("hex")}`;
    tokens.add(key);
    return json(200, { id: 1, name: "console", key });
  }
  if (url.pathname === "/api/serviceaccounts/search")
    return json(200, { serviceAccounts: tokens.size > 0 ? [{ id: 1, name: "honeydue-obs-console" }] : [] });
  const health = /^\/api\/datasources\/uid\/(victoriametrics|jaeger)\/health$/.exec(url.pathname);
  if (health) {
    const answer = await fetch(sources[health[1]], { signal: AbortSignal.timeout(3000) }).catch(() => null);
    return json(answer?.ok ? 200 : 500, { status: answer?.ok ? "OK" : "ERROR" });
  }
  if (url.pathname === "/api/user") return json(200, { login: user });
  return response.writeHead(200, { "content-type": "text/html" }).end("<title>Grafana</title>home");
}).listen(3000);
process.on("SIGTERM", () => process.exit(0));
