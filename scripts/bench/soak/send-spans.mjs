// Sends spans to an OTLP/HTTP receiver on 127.0.0.1 for a bounded time and prints what became of them as JSON:
// send-spans.mjs PORT SPANS_PER_SECOND(0: as fast as it goes) SECONDS
import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";

const [port = 0, perSecond = 0, seconds = 0] = process.argv.slice(2).map(Number);
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
/** 8 spans a trace, as one request of the API with its queries makes them. */
const spansPerTrace = 8;
const tracesPerBatch = 64;
const spansPerBatch = spansPerTrace * tracesPerBatch;
const routes = ["GET /api/tasks/", "POST /api/documents/", "GET /api/residences/:id/", "POST /api/auth/login/"];

/** @param {number} nowMs */
function batch(nowMs) {
  const spans = [];
  for (let trace = 0; trace < tracesPerBatch; trace += 1) {
    const ids = randomBytes(16 + 8 * spansPerTrace).toString("hex");
    const traceId = ids.slice(0, 32);
    const route = routes[trace % routes.length];
    for (let index = 0; index < spansPerTrace; index += 1) {
      const spanId = ids.slice(32 + index * 16, 48 + index * 16);
      const parent = index === 0 ? "" : `,"parentSpanId":"${ids.slice(32, 48)}"`;
      const name = index === 0 ? route : "gorm.Query";
      const attributes =
        index === 0
          ? `[{"key":"http.route","value":{"stringValue":"${route}"}},{"key":"http.response.status_code","value":{"intValue":"200"}}]`
          : `[{"key":"db.system","value":{"stringValue":"postgresql"}},{"key":"db.statement","value":{"stringValue":"SELECT * FROM tasks WHERE residence_id = $1 AND id = ${trace}"}}]`;
      spans.push(
        `{"traceId":"${traceId}","spanId":"${spanId}"${parent},"name":"${name}","kind":${index === 0 ? 2 : 3},"startTimeUnixNano":"${nowMs + index}000000","endTimeUnixNano":"${nowMs + index + 5}000000","attributes":${attributes}}`,
      );
    }
  }
  const service = '{"key":"service.name","value":{"stringValue":"honeydue-api"}}';
  return `{"resourceSpans":[{"resource":{"attributes":[${service}]},"scopeSpans":[{"scope":{"name":"soak"},"spans":[${spans.join(",")}]}]}]}`;
}

/** @param {string} body @returns {Promise<number>} the status, 0 where nothing answered */
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
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
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
    count(await post(batch(Date.now())));
  }
};
await Promise.all(Array.from({ length: 4 }, sender));
agent.destroy();
console.log(JSON.stringify({ ...result, seconds: (Date.now() - startMs) / 1000 }));
