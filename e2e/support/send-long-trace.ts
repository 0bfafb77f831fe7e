import { readFileSync } from "node:fs";
import type { Stack } from "./stack";

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const perRequest = 1000;

/** A request of `count` spans: groups of ten queries, each below a step of its own, three levels deep. */
function spansOf(traceId: string, count: number) {
  const startNs = BigInt(Date.now() - 30_000) * 1_000_000n;
  const at = (us: number) => String(startNs + BigInt(us) * 1000n);
  return Array.from({ length: count }, (_, index) => {
    const isGroup = index % 11 === 1;
    const group = index - ((index - 1) % 11);
    const parent = index === 0 ? null : isGroup ? 0 : group;
    const startUs = index * 200;
    const endUs = index === 0 ? count * 200 + 1000 : isGroup ? startUs + 11 * 200 - 1 : startUs + 199;
    const query = [text("db.system", "postgresql"), text("db.statement", `SELECT * FROM "t${index % 7}" WHERE id = 1`)];
    const request = [
      text("http.request.method", "GET"),
      text("http.route", "/api/export/"),
      { key: "http.response.status_code", value: { intValue: "200" } },
    ];
    return {
      traceId,
      spanId: hex(index + 1, 16),
      ...(parent === null ? {} : { parentSpanId: hex(parent + 1, 16) }),
      name: index === 0 ? "GET /api/export/" : isGroup ? `service.ExportPart${index}` : "gorm.Query",
      kind: index === 0 ? 2 : isGroup ? 1 : 3,
      startTimeUnixNano: at(startUs),
      endTimeUnixNano: at(endUs),
      attributes: index === 0 ? request : isGroup ? [] : query,
    };
  });
}

/** Sends a trace of so many spans through the gate and returns its id. */
export async function sendLongTrace({ urls, tokenFile }: Stack, count: number): Promise<string> {
  const traceId = crypto.randomUUID().replaceAll("-", "");
  const spans = spansOf(traceId, count);
  const resource = { attributes: [text("service.name", "honeydue-api")] };
  const authorization = `Bearer ${readFileSync(tokenFile, "utf8").trim()}`;
  for (let from = 0; from < spans.length; from += perRequest) {
    const scopeSpans = [{ scope: { name: "long" }, spans: spans.slice(from, from + perRequest) }];
    const response = await fetch(`${urls.gate}/v1/traces`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] }),
    });
    if (!response.ok) throw new Error(`traces: ${response.status} ${await response.text()}`);
  }
  return traceId;
}
