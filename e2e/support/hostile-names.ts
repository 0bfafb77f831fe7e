import { readFileSync } from "node:fs";
import { createClient } from "@libsql/client";
import type { Stack } from "./stack";

/** Every way in which a name could become markup or script, in one text. */
export const hostileName = `</script><script>alert("ran")</script>"'><img src=x onerror=alert("ran")><svg onload=alert("ran")>`;
export const hostileRoute = `/api/${hostileName}`;

const quoted = (text: string) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** Requests of a route with a hostile name, all failed, as samples of the last two minutes. */
export async function sendHostileSeries({ urls }: Stack): Promise<void> {
  const labels = `job="honeydue-api",instance="127.0.0.1:9",route=${quoted(hostileRoute)},method="POST",status="500"`;
  const lines: string[] = [];
  for (let age = 120; age >= 0; age -= 1) {
    const at = Date.now() - age * 1000;
    const count = (120 - age) * 5;
    for (const bound of ["0.1", "1", "+Inf"]) {
      lines.push(`http_request_duration_seconds_bucket{${labels},le="${bound}"} ${count} ${at}`);
    }
    lines.push(`http_request_duration_seconds_count{${labels}} ${count} ${at}`);
    lines.push(`http_request_duration_seconds_sum{${labels}} ${count * 0.05} ${at}`);
  }
  const body = lines.join("\n");
  const response = await fetch(`${urls.victoriametrics}/api/v1/import/prometheus`, { method: "POST", body });
  if (!response.ok) throw new Error(`import: ${response.status} ${await response.text()}`);
}

/** A failed request whose names and attributes are hostile, sent through the gate. */
export async function sendHostileTrace({ urls, tokenFile }: Stack): Promise<void> {
  const startNs = BigInt(Date.now() - 2000) * 1_000_000n;
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const span = {
    traceId: crypto.randomUUID().replaceAll("-", ""),
    spanId: "00f067aa0ba902b7",
    name: `POST ${hostileRoute}`,
    kind: 2,
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(startNs + 900_000_000n),
    attributes: [
      text("http.request.method", "POST"),
      text("http.route", hostileRoute),
      { key: "http.response.status_code", value: { intValue: "500" } },
      text("echo.error", hostileName),
      text(hostileName, hostileName),
    ],
    status: { code: 2 },
  };
  const resource = { attributes: [text("service.name", "honeydue-api")] };
  const response = await fetch(`${urls.gate}/v1/traces`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${readFileSync(tokenFile, "utf8").trim()}`,
    },
    body: JSON.stringify({
      resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "hostile" }, spans: [span] }] }],
    }),
  });
  if (!response.ok) throw new Error(`traces: ${response.status} ${await response.text()}`);
}

/** An audit row whose every name is hostile, at the end of the chain; returns its sequence number. */
export async function addHostileAuditRow({ databaseUrl }: Stack): Promise<number> {
  const client = createClient({ url: databaseUrl, timeout: 5000 });
  const { rows } = await client.execute({
    sql: `INSERT INTO audit_event (seq, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id,
      subject_name, "before", "after", key_id, prev_hash, hash)
      SELECT coalesce(max(seq), 0) + 1, ?, 'user', 'u1', ?, ?, ?, ?, ?, ?, ?, 'k1', ?, ? FROM audit_event RETURNING seq`,
    args: [
      new Date().toISOString(),
      ...Array.from({ length: 5 }, () => hostileName),
      JSON.stringify({ [hostileName]: hostileName }),
      JSON.stringify({ [hostileName]: `=${hostileName}` }),
      "0".repeat(64),
      crypto.randomUUID().replaceAll("-", "").padEnd(64, "0"),
    ],
  });
  client.close();
  return Number(rows[0]?.seq);
}
