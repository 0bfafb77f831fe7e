import { readFileSync, statSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Scope } from "@/lib/plan/scopes";
import { adoptToken } from "@/lib/tokens/adopt-token";
import { createToken } from "@/lib/tokens/create-token";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { poll } from "@/scripts/run/test-helpers";
import { countHostile } from "@/scripts/suite/count-hostile.mjs";
import { cli, createGateWorld, newToken, startWitness } from "./testing/gate-world";

let world: Awaited<ReturnType<typeof createGateWorld>>;
let witness: Awaited<ReturnType<typeof startWitness>>;
let both = "";

beforeAll(async () => {
  witness = await startWitness();
  world = await createGateWorld({ vmUrl: `${witness.url}/insert/0`, otlpUrl: witness.url });
  both = (await newToken()).token;
});
afterAll(async () => {
  await world?.remove();
  witness?.stop();
});

const sendOnce = (method: string, url: string, token?: string) =>
  fetch(world.url + url, {
    method,
    headers: token === undefined ? {} : { authorization: token },
    body: method === "GET" || method === "HEAD" ? undefined : "{}",
  });

/** Where the console did not answer in time, senders try again, and so does this. */
const send: typeof sendOnce = (...sent) =>
  poll("an answer of the console", async () => {
    const answer = await sendOnce(...sent);
    const isOurs = answer.status === 503 && answer.headers.get("retry-after") === "5";
    return isOurs ? undefined : answer;
  });

/** A request line sent as it is, which fetch would tidy up first; the status of the answer. */
function sendRaw(line: string, token: string): Promise<number> {
  const { hostname, port } = new URL(world.url);
  const socket = connect(Number(port), hostname);
  const headers = `Host: gate\r\nAuthorization: Bearer ${token}\r\nContent-Length: 2\r\nConnection: close\r\n`;
  socket.end(`${line} HTTP/1.1\r\n${headers}\r\n{}`);
  return new Promise((resolve, reject) => {
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])));
  });
}

const paths: [string, Scope][] = [
  ["/api/v1/write", "metrics:write"],
  ["/v1/traces", "traces:write"],
];

test.each(paths)(
  "%s takes POST with its own scope only, and the program behind never sees the token",
  async (url, own) => {
    for (const scope of ["metrics:write", "traces:write"] as const) {
      const { token } = await newToken([scope]);
      witness.seen.length = 0;
      const { status } = await send("POST", `${url}?extra=1`, `Bearer ${token}`);
      expect(status, scope).toBe(scope === own ? 204 : 403);
      expect(witness.seen).toHaveLength(scope === own ? 1 : 0);
      expect(JSON.stringify(witness.seen)).not.toContain(token.slice(6));
      for (const method of ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]) {
        const status = (await send(method, url, `Bearer ${token}`)).status;
        expect(status, method).toBe(scope === own ? 405 : 403);
      }
    }
  },
);

test.each(paths)(
  "%s refuses anything but a token with one and the same answer, before anybody is asked",
  async (url) => {
    witness.seen.length = 0;
    const asked = await authQuestions();
    const wrong: Record<string, string | undefined> = {
      missing: undefined,
      empty: "",
      "upper case": `Bearer hdobs_${both.slice(6).toUpperCase()}_`,
      "one more": `Bearer ${both}x`,
      "one less": `Bearer ${both.slice(0, -1)}`,
      "no Bearer": both,
      basic: `Basic ${both}`,
      github: `Bearer ghp_${"a".repeat(36)}`,
      jwt: `Bearer eyJhbGciOiJIUzI1NiJ9.${"a".repeat(40)}.b`,
    };
    const bodies = new Set<string>();
    for (const [name, token] of Object.entries(wrong)) {
      const answer = await send("POST", url, token);
      expect(answer.status, name).toBe(401);
      bodies.add(await answer.text());
    }
    expect(await authQuestions()).toBe(asked);
    // Those the console has to judge get the same words: an unknown token, a typo, ours in another case.
    for (const unknown of ["f".repeat(64), `${both.slice(0, -1)}${both.endsWith("0") ? 1 : 0}`, both.toUpperCase()]) {
      const answer = await send("POST", url, `Bearer ${unknown}`);
      expect(answer.status).toBe(401);
      expect([...answer.headers.keys()].filter((name) => name.startsWith("x-"))).toEqual([]);
      bodies.add(await answer.text());
    }
    expect(bodies.size).toBe(1);
    countHostile("gate", `tokens for ${url}`, Object.keys(wrong).length + 3);
    expect(witness.seen).toEqual([]);
  },
);

const internalSecret = () => readFileSync(path.join(world.directory, "internal-secret"), "utf8").trim();

async function authQuestions(): Promise<number> {
  const headers = { authorization: `Bearer ${internalSecret()}` };
  const text = await (await fetch(`http://127.0.0.1:${world.internalPort}/metrics`, { headers })).text();
  const counts = [...text.matchAll(/^obs_gate_auth_duration_seconds_count\{.*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

test.each(paths)(
  "%s tells nothing to whoever holds only the public id of a token, whatever the method",
  async (url) => {
    const [live, ended] = [await newToken(), await newToken()];
    await revokeToken(cli, { publicId: ended.publicId, confirmation: ended.name });
    for (const { token } of [live, ended]) {
      const guessed = `${token.slice(0, 16)}${token.slice(16).split("").reverse().join("")}`;
      for (const method of ["GET", "PUT", "DELETE", "HEAD", "POST"]) {
        expect((await send(method, url, `Bearer ${guessed}`)).status, method).toBe(401);
      }
    }
  },
);

test("a trap is refused like an unknown token, and reported within seconds with address, agent and time", async () => {
  const { token, view } = await createToken(cli, { name: "trap in the wiki", scopes: ["traces:write"], isHoney: true });
  witness.seen.length = 0;
  for (const [method, url] of [
    ["POST", "/v1/traces"],
    ["POST", "/api/v1/write"],
    ["GET", "/v1/traces"],
  ] as const) {
    expect((await send(method, url, `Bearer ${token}`)).status).toBe(401);
  }
  expect(witness.seen).toEqual([]);
  const told = () => db().alert.findFirst({ where: { openKey: `trap:${view.publicId}` } });
  await expect.poll(told, { timeout: 5000 }).not.toBeNull();
  expect(await told()).toMatchObject({ severity: "bad", title: "The trap trap in the wiki was used" });
  expect((await told())?.text).toMatch(/^From 127\.0\.0\.1 with \S.* at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  const row = () => db().auditEvent.findFirst({ where: { action: "token.trap" } });
  await expect.poll(row, { timeout: 5000 }).toMatchObject({ subjectId: view.publicId });
  // Who knows no more than its public id springs nothing.
  const other = await createToken(cli, { name: "second trap", scopes: ["traces:write"], isHoney: true });
  await send("POST", "/v1/traces", `Bearer ${other.token.slice(0, 16)}${"A".repeat(39)}`);
  await send("POST", "/v1/traces", `Bearer ${both}`);
  expect(await db().alert.count({ where: { openKey: `trap:${other.view.publicId}` } })).toBe(0);
});

test("vmagent's handshake is the one GET that passes", async () => {
  witness.seen.length = 0;
  expect((await send("GET", "/api/v1/write?get_vm_proto_version=1", `Bearer ${both}`)).status).toBe(204);
  expect(witness.seen[0]?.url).toBe("/insert/0/api/v1/write?get_vm_proto_version=1");
  for (const url of ["/api/v1/write", "/api/v1/write?query=up", "/v1/traces?get_vm_proto_version=1"]) {
    expect((await send("GET", url, `Bearer ${both}`)).status, url).toBe(405);
  }
});

test.each([
  "POST /",
  "POST //api/v1/write",
  "POST /api//v1/write",
  "POST /api%2fv1%2fwrite",
  "POST /api/v1%2fwrite",
  "POST /api/v1/%77rite",
  "POST /API/v1/write",
  "POST /api/v1/write/",
  "POST /api/v1/writex",
  "POST /api/v1/./write",
  "POST /api/v1/x/../write",
  "POST /v1/traces/../../api/v1/query",
  "POST /api/v1/write/../query",
  "POST /v1/traces%00",
  "GET /api/v1/query?query=up",
  "GET /api/v1/query_range?query=up",
  "POST /api/v1/import",
  "GET /api/v1/export?match[]=up",
  "POST /api/v1/admin/tsdb/delete_series",
  "GET /api/traces?service=a",
  "GET /api/services",
  "GET /metrics",
  "GET /ingest-auth",
  "GET /_gate/auth",
  "POST /_gate/auth",
])("%s is not there, whatever the token", async (line) => {
  witness.seen.length = 0;
  // nginx itself refuses a coded zero byte.
  expect(await sendRaw(line, both)).toBe(line.includes("%00") ? 400 : 404);
  expect(witness.seen).toEqual([]);
  countHostile("gate", line, 1);
});

test.each([400, 401, 404, 413, 429, 500, 503])(
  "the answer %i of the program behind is passed as it is",
  async (status) => {
    witness.answer(status);
    const response = await send("POST", "/v1/traces", `Bearer ${both}`);
    witness.answer(204);
    expect([response.status, response.headers.get("retry-after")]).toEqual([status, "7"]);
    expect(await response.text()).toBe(`the program says ${status}`);
  },
);

test.each([
  ["/api/v1/write", 32],
  ["/v1/traces", 20],
])("%s takes %i MB, and one byte more gets 413", async (url, megabytes) => {
  const size = megabytes * 1024 * 1024;
  witness.seen.length = 0;
  const headers = { authorization: `Bearer ${both}` };
  expect((await fetch(world.url + url, { method: "POST", headers, body: Buffer.alloc(size) })).status).toBe(204);
  expect(witness.seen.map(({ bytes }) => bytes)).toEqual([size]);
  // nginx may close before it has read all of a refused body, so only its answer counts.
  const refused = await new Promise<number | undefined>((resolve, reject) => {
    const outgoing = request(
      world.url + url,
      { method: "POST", headers: { ...headers, "content-length": size + 1 } },
      (response) => {
        resolve(response.statusCode);
        outgoing.destroy();
      },
    );
    outgoing.on("error", reject);
    outgoing.flushHeaders();
  });
  expect(refused).toBe(413);
  expect(witness.seen).toHaveLength(1);
});

test("the plan's older token, adopted, passes in all its forms", async () => {
  const tokens = ["aB3_".repeat(11).slice(0, 43), `AbCd5678${"x+/y".repeat(10)}=`, "0f".repeat(32)];
  for (const [index, token] of tokens.entries()) {
    await adoptToken(cli, { token, name: `older ${index}`, scopes: ["metrics:write"] });
    // Another process's index may be 20 ms behind where it was asked about an unknown token just before.
    await expect.poll(async () => (await send("POST", "/api/v1/write", `Bearer ${token}`)).status).toBe(204);
    expect((await send("POST", "/api/v1/write", `Bearer ${token}x`)).status, token).toBe(401);
  }
});

test("the internal port answers nobody who lacks the gate's secret", async () => {
  const url = `http://127.0.0.1:${world.internalPort}/ingest-auth`;
  const headers = { authorization: `Bearer ${both}`, "x-ingest-scope": "metrics:write", "x-real-ip": "127.0.0.1" };
  expect((await fetch(url, { headers })).status).toBe(400);
  expect((await fetch(url, { headers: { ...headers, "x-gate-secret": "x".repeat(64) } })).status).toBe(400);
  const good = await fetch(url, { headers: { ...headers, "x-gate-secret": internalSecret() } });
  expect([good.status, good.headers.get("x-ingest-token")]).toEqual([204, both.slice(6, 16)]);
});

test("the cache lies in memory for this user alone, and the secret in a file of mode 0600", () => {
  const { cacheDir, dir } = world.gate();
  expect(cacheDir).toMatch(/^\/dev\/shm\//);
  expect(statSync(cacheDir).mode & 0o777).toBe(0o700);
  expect(statSync(path.join(dir, "secret.conf")).mode & 0o777).toBe(0o600);
});
