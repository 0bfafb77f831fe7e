import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { underWayMax } from "./bodies-under-way";
import { bodyBytesMax } from "./body-limit";
import { guardRequests } from "./guard-requests";

let server: Server;
let port = 0;
let taken = 0;

beforeAll(async () => {
  process.env.OBS_LOG_LEVEL = "silent";
  guardRequests(300);
  // The server behind the guard reads all that it is given, as Next does.
  server = createServer(async (request, response) => {
    taken += 1;
    let bytes = 0;
    for await (const chunk of request) bytes += (chunk as Buffer).length;
    response.end(String(bytes));
  }).on("clientError", (_error, socket) => socket.destroy());
  // As Next's does with what it does not know: it keeps the connection and says nothing.
  server.on("upgrade", () => {});
  await once(server.listen(0, "127.0.0.1"), "listening");
  port = (server.address() as AddressInfo).port;
  // As the start does when it asks whether the console is ready.
  await fetch(`http://127.0.0.1:${port}`);
});
afterAll(() => server.close());

/** Sends raw bytes and returns all that comes back until the server ends the connection. */
async function send(head: string, body = "", open: Socket[] = []): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  open.push(socket);
  let answer = "";
  socket.setEncoding("utf8").on("data", (text) => {
    answer += text;
  });
  socket.on("error", () => {});
  socket.write(`${head}\r\nHost: x\r\n\r\n${body}`);
  // A connection that is cut off while it is written to ends with an error: that is an answer too.
  await new Promise((resolve) => socket.once("end", resolve).once("close", resolve));
  socket.destroy();
  return answer;
}
const post = (headers: string, body = "", open: Socket[] = []) => send(`POST / HTTP/1.1\r\n${headers}`, body, open);
const isUnderWay = (count: number) => expect.poll(() => taken, { interval: 10 }).toBe(count);

test("a body that fits is handed on; one byte more is refused before anything reads it", async () => {
  const fits = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: "x".repeat(bodyBytesMax) });
  expect([fits.status, await fits.text()]).toEqual([200, String(bodyBytesMax)]);
  const before = taken;
  const over = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: "x".repeat(bodyBytesMax + 1) });
  expect([over.status, await over.json()]).toMatchObject([413, { error: { code: "too-large" } }]);
  expect(taken).toBe(before);
});

const announced = ["5242880", "10485760", "9007199254740991", "16385"];
test.each(announced)("an announced length of %s gets 413 without a byte of it", async (length) => {
  expect(await post(`Content-Length: ${length}`)).toMatch(/^HTTP\/1\.1 413/);
});

test.each([
  ["chunked", "Transfer-Encoding: chunked", "5\r\nhello\r\n", 411],
  ["chunked in capitals", "Transfer-Encoding: CHUNKED", "5\r\nhello\r\n", 411],
  ["an endless chunk", "Transfer-Encoding: chunked", `ffffff\r\n${"x".repeat(70_000)}`, 411],
])("a body of unknown length (%s) is refused", async (_name, header, body, status) => {
  expect(await post(header, body)).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
});

test("a half-sent body is ended after its time, and no address holds more of them than its share", async () => {
  const before = taken;
  const open: Socket[] = [];
  const held = Array.from({ length: underWayMax.address }, () => post("Content-Length: 16000", "half", open));
  await isUnderWay(before + underWayMax.address);
  expect(await post("Content-Length: 10", "0123456789")).toMatch(/^HTTP\/1\.1 503/);
  // A request without a body is nobody's share.
  expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
  for (const answer of await Promise.all(held)) expect(answer).toMatch(/^HTTP\/1\.1 408/);
  expect((await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: "again" })).status).toBe(200);
});

test("a sender who holds bodies back keeps nobody out: after a second the oldest makes room", async () => {
  const before = taken;
  const open: Socket[] = [];
  const held = Array.from({ length: underWayMax.address }, () => post("Content-Length: 16000", "half", open));
  await isUnderWay(before + underWayMax.address);
  const now = Date.now();
  vi.spyOn(Date, "now").mockImplementation(() => now + 1500);
  try {
    for (let n = 0; n < 3; n += 1) {
      const answer = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: "honest" });
      expect([answer.status, await answer.text()]).toEqual([200, "6"]);
    }
  } finally {
    vi.restoreAllMocks();
  }
  for (const answer of await Promise.all(held)) expect(answer).toMatch(/^HTTP\/1\.1 408/);
});

const upgrade = "Connection: Upgrade, close\r\nUpgrade: websocket";
test.each([
  [
    "a WebSocket",
    `GET / HTTP/1.1\r\n${upgrade}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==`,
    200,
  ],
  [
    "HTTP/2",
    "GET / HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk",
    200,
  ],
  ["a WebSocket with a body", `POST / HTTP/1.1\r\n${upgrade}\r\nContent-Length: 5242880`, 413],
  ["a method that nobody has", "TRACE / HTTP/1.1", 405],
  ["a method of other servers", "PROPFIND / HTTP/1.1", 405],
  ["all of the server", "OPTIONS * HTTP/1.1", 400],
  ["another server", "GET http://127.0.0.1:8428/metrics HTTP/1.1", 400],
  ["another site", "GET http://evil.test/settings/ HTTP/1.1", 400],
])("a client that asks for %s gets an answer, and its connection is closed", async (_what, head, status) => {
  expect(await send(head)).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
});

test("a tunnel is not opened", async () => {
  expect(await send("CONNECT 127.0.0.1:8428 HTTP/1.1")).not.toMatch(/^HTTP\/1\.1 2/);
});
