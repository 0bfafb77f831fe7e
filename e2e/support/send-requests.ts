import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, type Stack } from "./stack";

type Sent = { atMs: number; queryMs: number; failed: boolean; host: string };
const id = (bytes: number) => randomBytes(bytes).toString("hex");
const nanos = (ms: number) => `${Math.round(ms * 1000)}000`;
const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const number = (key: string, value: number) => ({ key, value: { intValue: String(value) } });

/** One request with one query, as the exporter would have sent it at that time. */
function resourceSpans({ atMs, queryMs, failed, host }: Sent, index: number) {
  const [traceId, rootId] = [id(16), id(8)];
  const error = failed ? { code: 2, message: "" } : {};
  const root = {
    traceId,
    spanId: rootId,
    name: "GET /api/tasks/",
    kind: 2,
    startTimeUnixNano: nanos(atMs),
    endTimeUnixNano: nanos(atMs + queryMs + 10 + (index % 7)),
    attributes: [
      text("http.request.method", "GET"),
      text("http.route", "/api/tasks/"),
      number("http.response.status_code", failed ? 500 : 200),
    ],
    status: error,
  };
  const query = {
    traceId,
    spanId: id(8),
    parentSpanId: rootId,
    name: "gorm.Query",
    kind: 3,
    startTimeUnixNano: nanos(atMs + 2),
    endTimeUnixNano: nanos(atMs + 2 + queryMs + (index % 5)),
    attributes: [
      text("db.system", "postgresql"),
      text("db.statement", `SELECT * FROM "tasks" WHERE owner = 'owner-${index}@example.com' LIMIT ${index}`),
    ],
    status: {},
  };
  const resource = { attributes: [text("service.name", "honeydue-api"), text("host.name", host)] };
  return { resource, scopeSpans: [{ scope: { name: "honeydue-api" }, spans: [root, query] }] };
}

/** Puts requests with traces into the stack's Jaeger, through the gate, at times of one's own. */
export async function sendRequests(stack: Stack, requests: readonly Sent[]): Promise<void> {
  const token = readFileSync(stack.tokenFile, "utf8").trim();
  const push = async () => {
    const answer = await fetch(`${stack.urls.gate}/v1/traces`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ resourceSpans: requests.map(resourceSpans) }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  // As an exporter does while the console is too busy to answer the gate.
  await expect.poll(push, { timeout: 20_000 }).toMatchObject({ status: 200 });
}
