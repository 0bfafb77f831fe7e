import "server-only";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export type Answer = (response: ServerResponse, request: IncomingMessage, body: string) => void;

const send =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** A correct answer with JSON. */
export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  send(status, JSON.stringify(value), { "content-type": "application/json", ...headers });

/** Bad answers that upstreams and the proxies before them have been seen to give. */
export const badAnswers = {
  html: send(200, "<!doctype html><html><body>Sign in</body></html>", { "content-type": "text/html" }),
  badGateway: send(502, "<html><body><h1>502 Bad Gateway</h1></body></html>", { "content-type": "text/html" }),
  truncatedJson: send(200, '{"status":"success","data":{"resultType":"vec', { "content-type": "application/json" }),
  empty: send(200, ""),
  hang: () => {},
  hangInBody: (response: ServerResponse) => {
    response.writeHead(200).write('{"status":');
  },
  reset: (_response: ServerResponse, request: IncomingMessage) => request.socket.resetAndDestroy(),
  resetInBody: (response: ServerResponse, request: IncomingMessage) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write('{"status":', () => request.socket.resetAndDestroy());
  },
  notHttp: (_response: ServerResponse, request: IncomingMessage) => request.socket.end("SSH-2.0-OpenSSH_9.2\r\n\r\n"),
  /** 20 MB of valid JSON: a string. */
  large: (response: ServerResponse) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(`"${"x".repeat(20 * 1024 * 1024)}"`);
  },
} satisfies Record<string, Answer>;

/**
 * A local server that gives whatever answer is set, and remembers what it was asked. For tests of the clients.
 */
export async function startHostileServer() {
  const requests: { method: string; url: string; body: string; headers: IncomingMessage["headers"] }[] = [];
  const sockets = new Set<Socket>();
  let answer: Answer = json({});
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ method: request.method ?? "", url: request.url ?? "", body, headers: request.headers });
      answer(response, request, body);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    /** Sets the answer to all further requests and forgets the earlier ones. */
    answerWith: (next: Answer) => {
      answer = next;
      requests.length = 0;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type HostileServer = Awaited<ReturnType<typeof startHostileServer>>;
