import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export type OtlpSink = {
  /** Full URL, ends in /v1/traces. */
  url: string;
  received: { authorization: string | undefined; contentType: string | undefined; body: Buffer }[];
  /** What the next batches are answered; "nothing" leaves them open. */
  answerWith: (status: number | "nothing") => void;
  close: () => void;
};

/** A place for an exporter to send to, which keeps what it got. */
export async function startOtlpSink(): Promise<OtlpSink> {
  const received: OtlpSink["received"] = [];
  let answer: number | "nothing" = 200;
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { authorization, "content-type": contentType } = request.headers;
      received.push({ authorization, contentType, body });
      if (answer !== "nothing") response.writeHead(answer).end(answer === 200 ? "" : `refused ${authorization}`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    received,
    answerWith: (status) => {
      answer = status;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
