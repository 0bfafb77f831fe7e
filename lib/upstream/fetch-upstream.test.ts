import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { freePort } from "@/scripts/process/free-port.mjs";
import { fetchUpstream, type UpstreamRequest } from "./fetch-upstream";
import { badAnswers, type HostileServer, json, startHostileServer } from "./testing/hostile-server";
import { UpstreamError } from "./upstream-error";

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.stop());

const ask = (more: Partial<UpstreamRequest> = {}) =>
  fetchUpstream({ source: "api", url: `${server.url}/x`, timeoutMs: 2000, ...more });

async function failureOf(asked: Promise<unknown>) {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UpstreamError)) throw new Error(`no UpstreamError but ${String(error)}`);
  return error.failure;
}

async function countOf(outcome: string): Promise<number> {
  const metric = await consoleMetrics().upstreamDuration.get();
  const count = metric.values.find(
    ({ metricName, labels }) => metricName?.endsWith("_count") && labels.source === "api" && labels.outcome === outcome,
  );
  return count === undefined ? 0 : count.value;
}

describe("fetchUpstream", () => {
  it("returns status, headers and text of any status, and does not follow redirects", async () => {
    server.answerWith(json({ a: 1 }, 302, { location: "/elsewhere" }));
    const answer = await ask();
    expect(answer).toMatchObject({ status: 302, text: '{"a":1}' });
    expect(answer.headers.location).toBe("/elsewhere");
    expect(server.requests).toHaveLength(1);
  });

  it("sends method, headers and body", async () => {
    server.answerWith(json({}));
    await ask({ method: "POST", headers: { "x-a": "b" }, body: "ä=1" });
    expect(server.requests[0]).toMatchObject({ method: "POST", body: "ä=1" });
    expect(server.requests[0]?.headers).toMatchObject({ "x-a": "b", "content-length": "4" });
  });

  it.each([["hang"], ["hangInBody"]] as const)("ends a %s at the timeout", async (name) => {
    server.answerWith(badAnswers[name]);
    expect(await failureOf(ask({ timeoutMs: 100 }))).toEqual({
      source: "api",
      kind: "timeout",
      message: "The API did not answer within 0.1 s.",
    });
  });

  it.each([["reset"], ["resetInBody"]] as const)("tells a %s from a timeout", async (name) => {
    server.answerWith(badAnswers[name]);
    expect(await failureOf(ask())).toMatchObject({ kind: "unreachable", message: expect.stringContaining("reset") });
  });

  it("says that a connection was refused, without the URL or its credentials", async () => {
    const url = `http://someone:hunter2@127.0.0.1:${await freePort()}/x`;
    const failure = await failureOf(ask({ url }));
    expect(failure).toMatchObject({ kind: "unreachable", message: expect.stringContaining("refused") });
    expect(JSON.stringify(failure)).not.toMatch(/hunter2|someone|127\.0\.0\.1/);
  });

  it("says that a name is unknown", async () => {
    expect(await failureOf(ask({ url: "http://no-such-host.invalid/" }))).toMatchObject({
      kind: "unreachable",
      message: expect.stringContaining("DNS"),
    });
  });

  it("says that something other than HTTP answers", async () => {
    server.answerWith(badAnswers.notHttp);
    expect(await failureOf(ask())).toMatchObject({ kind: "bad-body", message: expect.stringContaining("HTTP") });
  });

  it("stops reading at the body limit, and closes that connection", async () => {
    server.answerWith(badAnswers.large);
    const failure = await failureOf(ask({ maxBodyBytes: 1024 * 1024 }));
    expect(failure).toMatchObject({ kind: "bad-body", message: expect.stringContaining("1 MiB") });
    server.answerWith(json({ fine: true }));
    expect((await ask()).text).toBe('{"fine":true}');
  });

  it("takes 20 MB within the default limit", async () => {
    server.answerWith(badAnswers.large);
    expect((await ask()).text).toHaveLength(20 * 1024 * 1024 + 2);
  });

  it("asks again when the peer had closed the kept-alive connection", async () => {
    let connections = 0;
    const peer = createServer((socket) => {
      connections += 1;
      let asked = 0;
      socket.on("error", () => {});
      socket.on("data", () => {
        asked += 1;
        if (asked === 2) socket.resetAndDestroy();
        else socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      });
    });
    await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
    const address = peer.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
    expect((await ask({ url })).text).toBe("ok");
    expect((await ask({ url })).text).toBe("ok");
    expect(connections).toBe(2);
    peer.close();
  });

  it("counts and times by source and outcome", async () => {
    const before = { ok: await countOf("ok"), timeout: await countOf("timeout") };
    server.answerWith(json({}));
    await ask();
    server.answerWith(badAnswers.hang);
    await failureOf(ask({ timeoutMs: 50 }));
    expect(await countOf("ok")).toBe(before.ok + 1);
    expect(await countOf("timeout")).toBe(before.timeout + 1);
  });
});
