import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GateExporter } from "./exporter";
import { type OtlpSink, startOtlpSink } from "./testing/otlp-sink";
import { createTracing, endSpan, ROOT_CONTEXT, SpanKind, type Tracing } from "./tracing";

let dir = "";
let tokenFile = "";
let sink: OtlpSink;
let tracing: Tracing;
let lines: string[] = [];
let stopped = false;

function exportTo(url: string) {
  const log = (line: string) => lines.push(line);
  // Shorter than the SDK's first wait before a retry.
  const exporter = new GateExporter({ url, tokenFile, isStopped: () => stopped, log, timeoutMs: 500 });
  tracing = createTracing(exporter, { batchDelayMs: 50, hostName: "demo" });
}
const sendSpan = (name: string) =>
  endSpan(tracing.start("manual", name, SpanKind.INTERNAL, ROOT_CONTEXT, { attributes: { name } }).span);
const arrived = (name: string) => sink.received.some(({ body }) => body.includes(name));

beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), "obs-exporter-"));
  tokenFile = path.join(dir, "token");
  writeFileSync(tokenFile, "first-secret\n");
  sink = await startOtlpSink();
  lines = [];
  stopped = false;
  exportTo(sink.url);
});

afterEach(async () => {
  await tracing.shutdown();
  sink.close();
  rmSync(dir, { recursive: true, force: true });
});

describe("GateExporter", () => {
  it("sends protobuf with the token of the file, and the new one after a rotation", async () => {
    sendSpan("before");
    await expect.poll(() => arrived("before")).toBe(true);
    writeFileSync(tokenFile, "second-secret\n");
    sendSpan("after");
    await expect.poll(() => arrived("after")).toBe(true);
    expect(sink.received.map(({ authorization }) => authorization)).toEqual([
      "Bearer first-secret",
      "Bearer second-secret",
    ]);
    expect(sink.received[0]?.contentType).toBe("application/x-protobuf");
  });

  it("says once that the token is refused, without the token, and when spans are taken again", async () => {
    sink.answerWith(401);
    for (const name of ["one", "two"]) {
      sendSpan(name);
      await expect.poll(() => arrived(name)).toBe(true);
    }
    sink.answerWith(200);
    await expect
      .poll(() => {
        sendSpan("again");
        return lines.length;
      })
      .toBe(2);
    expect(lines[0]).toContain("refuses the token (401)");
    expect(lines[1]).toBe("traces: spans are taken again");
    expect(lines.join()).not.toContain("secret");
  });

  it("names a token file that cannot be read, and recovers when it can", async () => {
    rmSync(tokenFile);
    sendSpan("lost");
    await expect.poll(() => lines).toEqual([expect.stringContaining("token file cannot be read (ENOENT)")]);
    expect(sink.received).toEqual([]);
    writeFileSync(tokenFile, "third-secret");
    sendSpan("found");
    await expect.poll(() => arrived("found")).toBe(true);
  });

  it("sends nothing while traces are stopped", async () => {
    stopped = true;
    sendSpan("silent");
    await tracing.shutdown();
    expect(sink.received).toEqual([]);
    expect(lines).toEqual(["traces: stopped by a fault, spans are dropped"]);
    stopped = false;
    exportTo(sink.url);
    sendSpan("heard");
    await tracing.shutdown();
    expect(arrived("heard")).toBe(true);
  });

  it("names a gate that is not there", async () => {
    sink.close();
    sendSpan("lost");
    await expect.poll(() => lines).toEqual([expect.stringContaining("cannot be reached (ECONNREFUSED)")]);
  });

  it("names a gate that has no room", async () => {
    sink.answerWith(503);
    sendSpan("lost");
    await expect.poll(() => lines).toEqual([expect.stringContaining("too busy")]);
  });

  it("names a gate that does not answer", async () => {
    sink.answerWith("nothing");
    sendSpan("lost");
    await expect.poll(() => lines).toEqual([expect.stringContaining("does not answer in time")]);
  });
});
