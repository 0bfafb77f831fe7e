import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "./free-port.mjs";
import { generateToken } from "./generate-token.mjs";
import type { Started } from "./start-and-wait.mjs";
import { startNginxGate } from "./start-nginx-gate.mjs";
import { temporaryDir } from "./test-helpers";

const directory = temporaryDir();
const tokenFile = path.join(directory, "secret/token");
const dir = path.join(directory, "gate");
const seen: { method: string; url: string; headers: IncomingMessage["headers"]; bytes: number }[] = [];
let answer = 204;
let upstream: Server;
let gate: Started;
let token = "";

beforeAll(async () => {
  // Letters of both cases: a comparison without regard to case must show.
  generateToken(tokenFile);
  writeFileSync(tokenFile, "aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789+/=_-aBcD");
  token = generateToken(tokenFile);
  upstream = createServer((incoming, response) => {
    let bytes = 0;
    incoming.on("data", (chunk) => {
      bytes += chunk.length;
    });
    incoming.on("end", () => {
      seen.push({ method: incoming.method ?? "", url: incoming.url ?? "", headers: incoming.headers, bytes });
      response.writeHead(answer, { "retry-after": "7" }).end(answer === 204 ? undefined : `upstream says ${answer}`);
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => upstream.listen(port, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${port}`;
  gate = await startNginxGate({ port: await freePort(), vmUrl: `${url}/insert/0`, otlpUrl: url, tokenFile, dir });
});

afterAll(async () => {
  await gate?.stop();
  await new Promise((resolve) => upstream.close(resolve));
});

const send = (method: string, url: string, authorization?: string) =>
  fetch(gate.url + url, {
    method,
    headers: authorization === undefined ? {} : { authorization },
    body: method === "GET" ? undefined : "{}",
  });

const paths = ["/api/v1/write", "/v1/traces"] as const;
const methods = ["GET", "POST", "PUT", "DELETE", "PATCH"] as const;
const wrong = (): Record<string, string | undefined> => ({
  "no token": undefined,
  "an empty one": "",
  "another one": `Bearer ${"x".repeat(46)}`,
  "the token in upper case": `Bearer ${token.toUpperCase()}`,
  "the token in lower case": `Bearer ${token.toLowerCase()}`,
  "the token and more": `Bearer ${token}x`,
  "the token cut": `Bearer ${token.slice(0, -1)}`,
  "the token without Bearer": token,
  "another scheme": `Basic ${token}`,
  "two spaces": `Bearer  ${token}`,
});

describe.each(paths)("%s", (url) => {
  test.each(methods)("%s without the right token gets 401 and reaches nothing", async (method) => {
    seen.length = 0;
    for (const [name, authorization] of Object.entries(wrong())) {
      expect((await send(method, url, authorization)).status, name).toBe(401);
    }
    expect(seen).toEqual([]);
  });

  test("POST with the right token reaches the upstream, without the token", async () => {
    seen.length = 0;
    expect((await send("POST", `${url}?extra=1`, `Bearer ${token}`)).status).toBe(204);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers.authorization).toBeUndefined();
    expect(JSON.stringify(seen[0])).not.toContain(token);
  });

  test.each([400, 429, 500, 503])("the upstream's %i is passed as it is", async (status) => {
    answer = status;
    const response = await send("POST", url, `Bearer ${token}`);
    answer = 204;
    expect([response.status, response.headers.get("retry-after")]).toEqual([status, "7"]);
    expect(await response.text()).toBe(`upstream says ${status}`);
  });

  test("a body over 32 MB gets 413, one just below passes whole", async () => {
    const size = 32 * 1024 * 1024;
    const post = (bytes: number) =>
      fetch(gate.url + url, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: Buffer.alloc(bytes),
      }).then((response) => response.status);
    seen.length = 0;
    expect(await post(size)).toBe(204);
    expect(seen.map((request) => request.bytes)).toEqual([size]);
    // nginx may close before it has read all of a refused body, so only its answer counts.
    const refused = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, "content-length": size + 1 };
      const outgoing = request(gate.url + url, { method: "POST", headers }, (response) => {
        resolve(response.statusCode);
        outgoing.destroy();
      });
      outgoing.on("error", reject);
      outgoing.flushHeaders();
    });
    expect(refused).toBe(413);
    expect(seen).toHaveLength(1);
  });
});

test("metrics go under the upstream's own path, and GET is let through for vmagent's handshake only there", async () => {
  seen.length = 0;
  expect((await send("GET", "/api/v1/write?get_vm_proto_version=1", `Bearer ${token}`)).status).toBe(204);
  expect(seen[0]?.url).toBe("/insert/0/api/v1/write?get_vm_proto_version=1");
  expect((await send("GET", "/v1/traces", `Bearer ${token}`)).status).toBe(405);
  for (const url of paths) expect((await send("PUT", url, `Bearer ${token}`)).status).toBe(405);
});

test.each(["/", "/api/v1/query", "/api/v1/write/", "/api/v1/writex", "/v1/traces/", "/api/v1/import", "/metrics"])(
  "%s is not there, with or without a token",
  async (url) => {
    seen.length = 0;
    expect((await send("POST", url)).status).toBe(404);
    expect((await send("POST", url, `Bearer ${token}`)).status).toBe(404);
    expect(seen).toEqual([]);
  },
);

test("the token stands in no file but the two of mode 0600", () => {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const holding = files
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file, "utf8").includes(token.slice(0, 36)));
  expect(holding.sort()).toEqual([path.join(dir, "token.conf"), tokenFile].sort());
  for (const file of holding) expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(path.join(dir, "access.log"), "utf8")).toContain('"status":401');
});

test("an upstream that is not known answers 503 with Retry-After, one that is down 502: both are retried", async () => {
  const port = await freePort();
  const vmUrl = `http://127.0.0.1:${await freePort()}`;
  const other = await startNginxGate({ port, vmUrl, tokenFile, dir: path.join(directory, "other") });
  const post = (url: string) =>
    fetch(other.url + url, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: "{}" });
  const traces = await post("/v1/traces");
  expect([traces.status, traces.headers.get("retry-after")]).toEqual([503, "30"]);
  expect((await post("/api/v1/write")).status).toBe(502);
  await other.stop();
});
