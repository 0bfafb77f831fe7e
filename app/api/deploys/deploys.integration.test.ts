import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import type { Scope } from "@/lib/plan/scopes";
import { createTokenDatabase } from "@/lib/tokens/testing/token-database";

const database = await createTokenDatabase();
vi.stubEnv("OBS_DATA_DIR", database.directory);
vi.stubEnv("OBS_DENY_DIR", `${database.directory}/deny`);
vi.stubEnv("DATABASE_URL", database.databaseUrl);
vi.stubEnv("OBS_LOG_LEVEL", "silent");
const { createToken } = await import("@/lib/tokens/create-token");
const { revokeToken } = await import("@/lib/tokens/revoke-token");
const { getToken } = await import("@/lib/tokens/get-token");
const { assertAdmin, assertSteppedUp } = await import("@/lib/actor/actor");
const { verifyToken } = await import("@/lib/tokens/verify-token");
const { POST } = await import("./route");

const cli: Actor = { kind: "cli" };
let made = 0;
async function token(scope: Scope, cidrs: string[] = []) {
  made += 1;
  return createToken(cli, { name: `ci ${made}`, scopes: [scope], expires: "90d", cidrs });
}
type Options = { body?: unknown; bearer?: string | null; headers?: Record<string, string>; address?: string };
let address = 0;
async function tell(options: Options) {
  const { body, bearer, headers = {}, address: from = `192.0.2.${address}` } = options;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const authorization: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
  const all = { "x-obs-peer": from, "user-agent": "curl/8", ...authorization, ...headers };
  const answer = await POST(new Request("http://console/api/deploys", { method: "POST", body: text, headers: all }));
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

// Each test comes from an address of its own: what is refused there does not count against the next.
afterEach(() => {
  address += 1;
});
let ci = "";
beforeAll(async () => {
  ci = (await token("deploys:write")).token;
});
afterAll(() => database.remove());

it("stores a deploy once, with the token as its author, and counts as a use", async () => {
  const { token: bearer, view } = await token("deploys:write");
  const body = { version: "v2.0.0", commit: "abcdef1234", environment: "production", by: "ada", url: "https://ci/1" };
  const first = await tell({ bearer, body });
  expect(first).toMatchObject({ status: 201, body: { outcome: "stored", deploy: { version: "v2.0.0", by: "ada" } } });
  expect(await tell({ bearer, body })).toMatchObject({ status: 200, body: { outcome: "known" } });
  expect(await database.client.deploy.count({ where: { version: "v2.0.0" } })).toBe(1);
  const audit = await database.client.auditEvent.findMany({ where: { action: "deploy.tell", subjectName: "v2.0.0" } });
  expect(audit.map(({ actorKind, actorName, actorId }) => [actorKind, actorName, actorId])).toEqual([
    ["token", `token:${view.name}`, view.publicId],
  ]);
  const detail = await getToken(cli, view.publicId);
  expect(detail?.token.use).toMatchObject({ state: "used", summary: { requests: 2 } });
  expect(detail?.sources).toMatchObject([{ scope: "deploys:write", agent: "curl/8", requests: 2 }]);
});

it("many at once that tell the same are one deploy", async () => {
  const body = { version: "v2.0.1" };
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => tell({ bearer: ci, body })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 201]);
  expect(await database.client.deploy.count({ where: { version: "v2.0.1" } })).toBe(1);
});

it("the same Idempotency-Key is the same deploy at any distance, and of another version a mistake", async () => {
  const headers = { "idempotency-key": "run-7" };
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  expect((await tell({ bearer: ci, headers, body: { version: "v3", at: at(300) } })).status).toBe(201);
  expect((await tell({ bearer: ci, headers, body: { version: "v3", at: at(1) } })).body.outcome).toBe("known");
  expect((await tell({ bearer: ci, body: { version: "v3", at: at(1) } })).body.outcome).toBe("stored");
  const other = await tell({ bearer: ci, headers, body: { version: "v4" } });
  expect(other).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining("v3") } } });
});

it("a rollback within ten minutes is a deploy of its own, however often each is told", async () => {
  const file = new URL("../../../lib/timeline/fixtures/deploy-rollback.jsonl", import.meta.url);
  const nowMs = Date.now();
  const bodies = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) =>
      line.replace(/<now-(\d+)min>/, (_, minutes) => new Date(nowMs - Number(minutes) * 60_000).toISOString()),
    );
  const tellAll = async () => {
    const outcomes: string[] = [];
    for (const body of bodies) outcomes.push((await tell({ bearer: ci, body })).body.outcome);
    return outcomes;
  };
  expect(await tellAll()).toEqual(["stored", "stored", "stored"]);
  expect(await tellAll()).toEqual(["known", "known", "known"]);
  const stored = await database.client.deploy.findMany({ where: { environment: "prod" }, orderBy: { at: "asc" } });
  expect(stored.map(({ version }) => version)).toEqual(["v1.4.1", "v1.4.2", "v1.4.1"]);
});

it("takes names with joiners as they are written", async () => {
  const by = "\u0645\u06cc\u200c\u0646\u0627 \u{1f469}\u200d\u{1f4bb}";
  const answer = await tell({ bearer: ci, body: { version: "v7", by } });
  expect(answer).toMatchObject({ status: 201, body: { deploy: { by } } });
});

it("a dry run says that all is well and stores nothing", async () => {
  const body = { version: "v5", dryRun: true };
  expect(await tell({ bearer: ci, body })).toMatchObject({ status: 200, body: { outcome: "dry-run" } });
  expect(await database.client.deploy.count({ where: { version: "v5" } })).toBe(0);
});

it.each([
  [{}, "version"],
  [{ version: "" }, "v1.4.2"],
  [{ version: "x".repeat(101) }, "at most 100"],
  [{ version: "v1\u202e" }, "one line"],
  [{ version: "v1", by: `hdobs_${"a".repeat(49)}` }, "looks like a secret"],
  [{ version: "v1", url: "https://me:pass@ci/1" }, "looks like a secret"],
  [{ version: "v1", url: "javascript:alert(1)" }, "https://"],
  [{ version: "v1", commit: "main" }, "hex digits"],
  [{ version: "v1", at: "yesterday" }, "2026-03-01T03:04:05Z"],
  [{ version: "v1", at: "2099-01-01T00:00:00Z" }, "future"],
  [{ version: "v1", at: "2020-01-01T00:00:00Z" }, "30 days"],
  [{ version: "v1", verison: "v1" }, "allowed: version"],
  [{ version: "v1", startedAt: "2026-11-25T10:00:00Z", finishedAt: "2026-11-25T09:00:00Z" }, "later than the end"],
  [[], "JSON object"],
  ["{version: v1}", "not JSON"],
  ["", "empty"],
])("%j is refused with what to do", async (body, text) => {
  const answer = await tell({ bearer: (await token("deploys:write")).token, body });
  expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining(text)]);
});

it("a body that is too large is refused, whether or not it says so", async () => {
  const body = JSON.stringify({ version: "v1", by: "x".repeat(20_000) });
  expect((await tell({ bearer: ci, body })).status).toBe(413);
  const stream = new ReadableStream({
    start: (controller) => {
      for (let part = 0; part < 100; part += 1) controller.enqueue(new Uint8Array(1024));
      controller.close();
    },
  });
  const headers = { authorization: `Bearer ${ci}` };
  const request = new Request("http://console/", {
    method: "POST",
    body: stream,
    headers,
    duplex: "half",
  } as RequestInit);
  expect((await POST(request)).status).toBe(413);
});

it("no token, a wrong one, one that ended and one of another scope or address open nothing", async () => {
  const body = { version: "v6" };
  const ingest = await token("metrics:write");
  const ended = await token("deploys:write");
  await revokeToken(cli, { publicId: ended.view.publicId, confirmation: ended.view.name });
  const bound = await token("deploys:write", ["10.0.0.0/8"]);
  const none = await tell({ body });
  expect([none.status, none.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  expect(none.body.error.message).toContain("deploys:write");
  const unknown = await tell({ body, bearer: `${ci.slice(0, 16)}${"0".repeat(39)}` });
  const revoked = await tell({ body, bearer: ended.token });
  expect(unknown.status).toBe(401);
  expect(revoked.body).toEqual(unknown.body);
  expect(await tell({ body, bearer: ingest.token })).toMatchObject({
    status: 403,
    body: { error: { code: "wrong-scope", message: expect.stringContaining("deploys:write") } },
  });
  expect((await tell({ body, bearer: bound.token })).status).toBe(403);
  expect((await tell({ body, bearer: bound.token, address: "10.1.2.3" })).status).toBe(201);
  expect(await database.client.deploy.count({ where: { version: "v6" } })).toBe(1);
});

it("a token that tells deploys may not write metrics or traces, and is no admin", async () => {
  const ask = { authorization: `Bearer ${ci}`, address: "192.0.2.1", nowMs: Date.now() };
  for (const scope of ["metrics:write", "traces:write"] as const) {
    expect(await verifyToken({ ...ask, scope })).toMatchObject({ ok: false, status: 403, reason: "wrong-scope" });
  }
  const actor: Actor = { kind: "token", publicId: "x", name: "ci" };
  expect(() => assertAdmin(actor)).toThrow("an admin can do this");
  expect(() => assertSteppedUp(actor)).toThrow("an admin can do this");
});

it("too many from one token, or refused from one address, have to wait; a good token there does not", async () => {
  const { token: eager } = await token("deploys:write");
  const statuses: number[] = [];
  for (let turn = 0; turn < 31; turn += 1) {
    statuses.push((await tell({ bearer: eager, body: { version: "v7", dryRun: true } })).status);
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(30);
  expect(statuses.at(-1)).toBe(429);
  for (let turn = 0; turn < 20; turn += 1) expect((await tell({ body: { version: "v7" } })).status).toBe(401);
  const refused = await tell({ body: { version: "v7" } });
  expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
  const { token: good } = await token("deploys:write");
  expect((await tell({ bearer: good, body: { version: "v8", dryRun: true } })).status).toBe(200);
});
