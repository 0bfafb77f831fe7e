import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { expect, test } from "@playwright/test";
import { trySignIn } from "../scripts/run/sign-in.mjs";
import { countHostile } from "../scripts/suite/count-hostile.mjs";
import { startLoneConsole } from "./support/lone-console";

const admin = { email: "admin@stack.test", password: "the-admin-of-the-stack" };
const gateSecret = "of-this-journey-".repeat(3);
const megabyte = 1024 * 1024;
const eachShape = 200;
const oneByOne = 60;
let lone: Awaited<ReturnType<typeof startLoneConsole>>;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  lone = await startLoneConsole(() => ({
    OBS_ADMIN_EMAIL: admin.email,
    OBS_ADMIN_PASSWORD: admin.password,
    OBS_INTERNAL_SECRET: gateSecret,
  }));
});
test.afterAll(() => lone.stop());

const rssMb = () => {
  const status = readFileSync(`/proc/${lone.pid()}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
};

/** Asks the internal port what the gate asks, again and again, until told to stop; returns every status. */
function askThroughout(): () => Promise<number[]> {
  let stopped = false;
  const headers = {
    "x-gate-secret": gateSecret,
    "x-ingest-scope": "traces:write",
    "x-real-ip": "127.0.0.1",
    authorization: `Bearer ${"x".repeat(43)}`,
  };
  const statuses: number[] = [];
  const asking = (async () => {
    while (!stopped) {
      const signal = AbortSignal.timeout(5000);
      const response = await fetch(`${lone.internalUrl}/ingest-auth`, { headers, signal });
      statuses.push(response.status);
      await response.arrayBuffer();
    }
  })();
  return async () => {
    stopped = true;
    await asking;
    return statuses;
  };
}

const shapes = [
  { path: "/api/auth/callback/credentials", type: "application/json", body: `[${"{},".repeat(1_700_000)}{}]` },
  { path: "/api/auth/signin/oidc", type: "application/json", body: "[".repeat(5 * megabyte) },
  { path: "/api/auth/session", type: "application/x-www-form-urlencoded", body: "a&".repeat(5 * megabyte) },
  { path: "/api/deploys", type: "application/json", body: `{"version":"${"x".repeat(5 * megabyte)}"}` },
  { path: "/sign-in", type: "text/plain;charset=UTF-8", body: `["${"x".repeat(10 * megabyte)}"]` },
  { path: "/api/auth/callback/credentials", type: "multipart/form-data; boundary=x", body: "--x\r\n".repeat(megabyte) },
];

/** One raw POST; the status of its answer, or 0 where the connection ended without one. */
async function post(path: string, type: string, length: string, body: string, open?: Socket[]): Promise<number> {
  const socket = connect(Number(new URL(lone.url).port), "127.0.0.1");
  open?.push(socket);
  let answer = "";
  socket.setEncoding("utf8").on("data", (text) => {
    answer += text;
  });
  socket.on("error", () => {});
  const head = [`POST ${path} HTTP/1.1`, "Host: x", `Content-Type: ${type}`, length, "Next-Action: 00", "", ""];
  socket.write(head.join("\r\n"));
  socket.write(body);
  // A connection that is cut off while it is written to ends with an error: that is an answer too.
  await new Promise((resolve) => socket.once("end", resolve).once("close", resolve));
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
}

test("hostile bodies of every shape, one after the other and from many sockets, end nothing", async () => {
  const before = rssMb();
  const stop = askThroughout();
  let sent = 0;
  for (const { path, type, body } of shapes) {
    const length = `Content-Length: ${Buffer.byteLength(body)}`;
    for (let n = 0; n < oneByOne; n += 1) {
      // The whole body once, and then as much of it as a socket takes before the answer ends it.
      const status = await post(path, type, length, n === 0 ? body : body.slice(0, 64 * 1024));
      expect([0, 413]).toContain(status);
      sent += 1;
    }
    const many = Array.from({ length: eachShape - oneByOne }, (_, n) =>
      n % 2 === 0
        ? post(path, type, length, body.slice(0, 64 * 1024))
        : post(path, type, "Transfer-Encoding: chunked", `1000\r\n${body.slice(0, 4096)}\r\n`),
    );
    for (const status of await Promise.all(many)) expect([0, 411, 413]).toContain(status);
    sent += many.length;
  }
  countHostile("sign-in", "bodies", sent);
  const statuses = await stop();
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect((await trySignIn(lone.url, admin)).status).toBe(200);
  await expect.poll(rssMb).toBeLessThan(before + 60);
});

test("half-sent bodies cost their 16 kB, block no one who asks without one, and end by themselves", async () => {
  const before = rssMb();
  const open: Socket[] = [];
  const held = Array.from({ length: 100 }, () => post("/sign-in", "text/plain", "Content-Length: 16000", "half", open));
  const large = Array.from({ length: 20 }, () =>
    post("/sign-in", "text/plain", `Content-Length: ${10 * megabyte}`, "x".repeat(megabyte), open),
  );
  expect((await fetch(`${lone.url}/api/health`)).status).toBe(200);
  for (const status of await Promise.all(large)) expect([0, 413]).toContain(status);
  expect(rssMb()).toBeLessThan(before + 60);
  const statuses = await Promise.all(held);
  expect(statuses.filter((status) => status === 408).length).toBeLessThanOrEqual(16);
  expect(statuses.every((status) => [408, 503].includes(status))).toBe(true);
  expect((await trySignIn(lone.url, admin)).status).toBe(200);
});
