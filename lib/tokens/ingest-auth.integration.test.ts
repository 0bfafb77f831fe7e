import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { canaryAgent } from "@/lib/gate/canary";
import { createToken } from "./create-token";
import { answerIngestAuth } from "./ingest-auth";
import { useTokenDatabase } from "./testing/use-token-database";

const cli: Actor = { kind: "cli" };
const secret = "the-gate's-own-".repeat(3);
const minuteMs = 60_000;
const server = createServer((request, response) => void answerIngestAuth(request, response));
let database: Awaited<ReturnType<typeof useTokenDatabase>>;
let token = "";

beforeAll(async () => {
  database = await useTokenDatabase();
  vi.stubEnv("OBS_INTERNAL_SECRET", secret);
  ({ token } = await createToken(cli, { name: "sender", scopes: ["traces:write"], expires: "90d" }));
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(async () => {
  server.close();
  await database.remove();
});

async function ask(given: string, agent: string, more: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  const headers = {
    "x-gate-secret": secret,
    "x-ingest-scope": "traces:write",
    "x-real-ip": "198.51.100.7",
    "x-ingest-agent": agent,
    authorization: `Bearer ${given}`,
    ...more,
  };
  const { status, headers: answered } = await fetch(`http://127.0.0.1:${port}/ingest-auth`, { headers });
  return [status, answered.get("x-ingest-refusal")];
}

/** What lib/tokens/edge-refusal.ts sends: the public id with a secret that nobody has. */
const madeUp = () => `${token.slice(0, 16)}${"0".repeat(39)}`;
const madeUpLegacy = `AbCd5678${"0".repeat(40)}`;

test("the console's own probe with a made-up secret gets 403: the gate got as far as asking", async () => {
  expect(await ask(madeUp(), canaryAgent())).toEqual([403, "malformed:wrong-checksum"]);
  expect(await ask(madeUpLegacy, canaryAgent())).toEqual([403, "unknown"]);
});

test.each([
  ["no agent", ""],
  ["another program", "vmagent/1.100"],
  ["the name alone", "honeydue-obs-canary/1"],
  ["a made-up proof", `honeydue-obs-canary/1 ${Math.floor(Date.now() / minuteMs)}.${"0".repeat(24)}`],
  ["a proof with something behind it", "own x"],
  ["a proof of ten minutes ago", "old"],
  ["a proof of ten minutes ahead", "ahead"],
])("anybody else who asks like that gets the 401 of an unknown token: %s", async (_name, agent) => {
  const times: Record<string, string> = {
    "own x": `${canaryAgent()}x`,
    old: canaryAgent(Date.now() - 10 * minuteMs),
    ahead: canaryAgent(Date.now() + 10 * minuteMs),
  };
  expect(await ask(madeUp(), times[agent] ?? agent)).toEqual([401, "malformed:wrong-checksum"]);
  expect(await ask(madeUpLegacy, times[agent] ?? agent)).toEqual([401, "unknown"]);
});

test("the console's name changes no other answer, neither yes nor no", async () => {
  expect(await ask(token, canaryAgent())).toEqual([204, null]);
  expect(await ask(token, canaryAgent(), { "x-ingest-scope": "metrics:write" })).toEqual([403, "wrong-scope"]);
  expect(await ask(`${token}x`, canaryAgent())).toEqual([401, "malformed:wrong-length"]);
  const trap = await createToken(cli, { name: "trap", scopes: ["traces:write"], isHoney: true });
  expect(await ask(trap.token, canaryAgent())).toEqual([401, "trap"]);
});

test("a request that is not from the gate, or incomplete, gets neither", async () => {
  const questions: Record<string, string>[] = [
    { "x-gate-secret": "" },
    { "x-gate-secret": `${secret}x` },
    { "x-ingest-scope": "deploys:write" },
    { "x-ingest-scope": "constructor" },
    { "x-real-ip": "" },
  ];
  for (const more of questions) expect(await ask(token, canaryAgent(), more)).toEqual([400, null]);
});
