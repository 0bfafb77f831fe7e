import { readFileSync, statSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateToken } from "@/lib/tokens/format";
import { poll } from "@/scripts/run/test-helpers";
import { loadRefusals } from "./load-refusals";
import { createGateWorld, newToken, startWitness } from "./testing/gate-world";

const floodRequests = 200_000;
const pipelined = 50;
const addresses = 16;
const cacheSeconds = 3;
let world: Awaited<ReturnType<typeof createGateWorld>>;
let witness: Awaited<ReturnType<typeof startWitness>>;
let good = "";

beforeAll(async () => {
  witness = await startWitness();
  world = await createGateWorld({ vmUrl: witness.url, otlpUrl: witness.url, cacheSeconds, ratePerSecond: 100_000 });
  good = (await newToken()).token;
});
afterAll(async () => {
  await world?.remove();
  witness?.stop();
});

const agents = new Map<string, Agent>();

function post(token: string, url: string, from: string): Promise<{ status: number; retryAfter: string | undefined }> {
  const agent = agents.get(from) ?? new Agent({ keepAlive: true });
  agents.set(from, agent);
  const headers = { authorization: `Bearer ${token}`, "content-length": 2 };
  return new Promise((resolve, reject) => {
    const outgoing = request(world.url + url, { method: "POST", headers, localAddress: from, agent }, (response) => {
      const answer = { status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] };
      response.resume().on("end", () => resolve(answer));
    });
    outgoing.on("error", reject).end("{}");
  });
}

/** The good token through the gate, asked again where the console does not answer in time, as senders do. */
const postGood = (url: string, from: string) =>
  poll("the good token", async () => ((await post(good, url, from)).status === 204 ? true : undefined));

/** Sends requests with random well-formed tokens over one connection, many at a time; resolves with their statuses. */
function flood(from: string, count: number, statuses: Map<string, number>): Promise<void> {
  const { hostname, port } = new URL(world.url);
  const socket = connect({ port: Number(port), host: hostname, localAddress: from });
  let [sent, received, rest] = [0, 0, ""];
  const sendMore = () => {
    let text = "";
    for (let index = 0; index < pipelined && sent < count; index += 1, sent += 1) {
      text += `POST /api/v1/write HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer ${generateToken().token}\r\nContent-Length: 0\r\n\r\n`;
    }
    socket.write(text);
  };
  return new Promise((resolve, reject) => {
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      const text = rest + chunk;
      const end = text.lastIndexOf("HTTP/1.1 ") - 1;
      // The last status line may be cut; it is counted with what follows it.
      const whole = text.length - end > 14 ? text : text.slice(0, Math.max(0, end + 1));
      rest = text.slice(whole.length).slice(-14);
      for (const [, status = ""] of whole.matchAll(/HTTP\/1\.1 (\d{3})/g)) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        received += 1;
      }
      if (received >= count) socket.end();
      else if (received >= sent) sendMore();
    });
    socket.on("error", reject);
    socket.on("close", () => (received >= count ? resolve() : reject(new Error(`closed after ${received}`))));
    sendMore();
  });
}

function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
}

test("200,000 invented tokens from many addresses neither evict a good one nor stop its traffic", {
  timeout: 400_000,
}, async () => {
  const from = Array.from({ length: addresses }, (_, index) => `127.0.1.${index + 1}`);
  await postGood("/api/v1/write", "127.0.0.1");
  const rssBefore = residentBytes(world.sidePid());
  const statuses = new Map<string, number>();
  let isFlooding = true;
  let peakRss = 0;
  const goodStatuses: number[] = [];
  const goodTraffic = (async () => {
    while (isFlooding) {
      goodStatuses.push((await post(good, "/api/v1/write", "127.0.0.1")).status);
      peakRss = Math.max(peakRss, residentBytes(world.sidePid()));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  await Promise.all(from.map((address) => flood(address, floodRequests / addresses, statuses)));
  isFlooding = false;
  await goodTraffic;

  // Where the console is held up for longer than the gate waits, the gate cannot know the token, and the right answer
  // is 503 with Retry-After: it could be a good one, made a moment ago. Each of these takes its connection a second or
  // more, so they are few; never a yes.
  const { 401: refused = 0, 503: unanswered = 0, ...others } = Object.fromEntries(statuses);
  expect(others).toEqual({});
  expect(refused + unanswered).toBe(floodRequests);
  expect(unanswered).toBeLessThan(floodRequests / 100);
  expect(goodStatuses.length).toBeGreaterThan(5);
  expect(new Set(goodStatuses)).toEqual(new Set([204]));
  expect(peakRss - rssBefore).toBeLessThan(150 * 1024 * 1024);

  // All of it is in the records, summed up; nothing of what was sent.
  const counted = await poll("all refusals", async () => {
    const refusals = await loadRefusals({ fromMs: Date.now() - 3_600_000 });
    const unknown = refusals.filter(({ kind }) => kind === "unknown");
    return unknown.reduce((sum, { count }) => sum + count, 0) >= refused ? unknown : undefined;
  });
  expect(counted.map(({ address }) => address).sort()).toEqual(from.sort());
  expect(statSync(path.join(world.directory, "console.db")).size).toBeLessThan(5 * 1024 * 1024);

  await world.killSide();
  expect((await post(good, "/api/v1/write", "127.0.0.1")).status).toBe(204);
});

test("a cold gate with a dead console says 503 and when to come back, to good and to unknown tokens alike", async () => {
  await world.killSide();
  await world.restartGate();
  for (const url of ["/api/v1/write", "/v1/traces"]) {
    for (const token of [good, generateToken().token]) {
      expect(await post(token, url, "127.0.0.1")).toEqual({ status: 503, retryAfter: "5" });
    }
  }
  await world.startSide();
  await postGood("/api/v1/write", "127.0.0.1");
});

test("one address that sends too much gets 429 and when to come back; another goes on", async () => {
  await world.restartGate({ ratePerSecond: 5, rateBurst: 10 });
  await postGood("/v1/traces", "127.0.0.1");
  const answers = await Promise.all(Array.from({ length: 60 }, () => post(good, "/v1/traces", "127.0.0.1")));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(30);
  expect(refused.every(({ retryAfter }) => retryAfter === "1")).toBe(true);
  expect(answers.filter(({ status }) => status === 204).length).toBeGreaterThanOrEqual(10);
  await postGood("/v1/traces", "127.0.0.5");
  await poll("its record", async () => {
    const refusals = await loadRefusals({ fromMs: Date.now() - 3_600_000 });
    return refusals.find(({ kind, count }) => kind === "rate-limited" && count >= refused.length);
  });
});
