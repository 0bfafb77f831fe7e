// Sends spans to an OTLP/HTTP receiver on 127.0.0.1 for a bounded time and prints what became of them as JSON:
// send-spans.mjs PORT SPANS_PER_SECOND(0: as fast as it goes) SECONDS
import { Agent, request } from "node:http";
import { spanBatch, spansPerBatch } from "./span-batch.mjs";

const [port = 0, perSecond = 0, seconds = 0] = process.argv.slice(2).map(Number);
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
/** @param {Buffer} body @returns {Promise<number>} the status, 0 where nothing answered */
const post = (body) =>
  new Promise((resolve) => {
    const sending = request(
      {
        host: "127.0.0.1",
        port,
        path: "/v1/traces",
        method: "POST",
        agent,
        timeout: 15_000,
        headers: { "content-type": "application/x-protobuf", "content-length": body.length },
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
        response.on("error", () => resolve(0));
      },
    );
    sending.on("timeout", () => sending.destroy());
    sending.on("error", () => resolve(0));
    sending.end(body);
  });

const result = { offered: 0, accepted: 0, refused: 0, failed: 0 };
/** @param {number} status */
function count(status) {
  if (status === 200) result.accepted += spansPerBatch;
  else if (status === 503 || status === 429) result.refused += spansPerBatch;
  else result.failed += spansPerBatch;
}

const startMs = Date.now();
const endMs = startMs + seconds * 1000;
const sender = async () => {
  while (Date.now() < endMs) {
    const dueMs = perSecond > 0 ? startMs + (result.offered / perSecond) * 1000 : 0;
    if (dueMs > Date.now()) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(dueMs - Date.now(), 200)));
      continue;
    }
    result.offered += spansPerBatch;
    count(await post(spanBatch(Date.now())));
  }
};
await Promise.all(Array.from({ length: 4 }, sender));
agent.destroy();
console.log(JSON.stringify({ ...result, seconds: (Date.now() - startMs) / 1000 }));
