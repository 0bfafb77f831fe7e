import "server-only";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a proxy does before it forwards: answer itself (true), or change the URL that is asked. */
export type Rewrite = (url: URL, response: ServerResponse) => boolean;

const searchPath = /\/api\/(v3\/)?traces$/;

/** A proxy in front of a real program that records what passes, and how many searches run at once. */
export async function startProxy(targetUrl: string, rewrite: Rewrite = () => false) {
  const asked: URL[] = [];
  const load = { now: 0, most: 0 };
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const url = new URL(incoming.url ?? "/", targetUrl);
    asked.push(new URL(url));
    if (rewrite(url, outgoing)) return;
    const isSearch = searchPath.test(url.pathname);
    if (isSearch) load.most = Math.max(load.most, ++load.now);
    const headers = { ...incoming.headers, host: url.host };
    const sent = request(url, { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      // Before the asker sees the end and asks again.
      answer.on("end", () => {
        if (isSearch) load.now -= 1;
      });
      answer.pipe(outgoing);
    });
    sent.on("error", () => outgoing.destroy());
    incoming.pipe(sent);
  };
  const server = createServer(forward);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    /** The searches among what was asked. */
    searches: () => asked.filter((url) => searchPath.test(url.pathname)),
    load,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
