import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { dashboards, dataSources } from "@/lib/plan/grafana";
import { findOnPath } from "@/scripts/setup/find-on-path.mjs";

const read = (file: string) => readFileSync(path.join(import.meta.dirname, file), "utf8");

// Of Grafana's provisioning what these files may hold: a misspelt key is one that Grafana drops in silence.
const tracesToMetrics = z.strictObject({
  datasourceUid: z.string(),
  spanStartTimeShift: z.string(),
  spanEndTimeShift: z.string(),
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })),
  queries: z.array(z.strictObject({ name: z.string(), query: z.string() })),
});
const common = {
  name: z.string(),
  uid: z.string(),
  access: z.literal("proxy"),
  url: z.url(),
  editable: z.literal(false),
};
const dataSourceFile = z.strictObject({
  apiVersion: z.literal(1),
  prune: z.literal(true),
  datasources: z.tuple([
    z.strictObject({
      ...common,
      type: z.literal("prometheus"),
      isDefault: z.literal(true),
      jsonData: z.strictObject({
        httpMethod: z.literal("POST"),
        prometheusType: z.literal("Prometheus"),
        prometheusVersion: z.string(),
        timeInterval: z.string(),
        queryTimeout: z.string(),
        cacheLevel: z.enum(["Low", "Medium", "High"]),
        // As the console asks (lib/victoriametrics/urls.ts): both draw the same newest points.
        customQueryParameters: z.literal("latency_offset=1ms"),
        exemplarTraceIdDestinations: z.array(z.strictObject({ name: z.string(), datasourceUid: z.string() })),
      }),
    }),
    z.strictObject({
      ...common,
      type: z.literal("jaeger"),
      jsonData: z.strictObject({
        nodeGraph: z.strictObject({ enabled: z.boolean() }),
        spanBar: z.strictObject({ type: z.enum(["None", "Duration", "Tag"]), tag: z.string().optional() }),
        traceIdTimeParams: z.strictObject({ enabled: z.literal(false) }),
        tracesToMetrics,
      }),
    }),
  ]),
});
const providerFile = z.strictObject({
  apiVersion: z.literal(1),
  providers: z.tuple([
    z.strictObject({
      name: z.string(),
      orgId: z.literal(1),
      type: z.literal("file"),
      folder: z.string(),
      folderUid: z.string(),
      disableDeletion: z.boolean(),
      allowUiUpdates: z.literal(false),
      updateIntervalSeconds: z.number(),
      options: z.strictObject({ path: z.string(), foldersFromFilesStructure: z.boolean() }),
    }),
  ]),
});

describe("provisioning", () => {
  it("has the two data sources under the uids that dashboards and links name, each leading to the other", () => {
    const text = read("provisioning/datasources/honeydue.yaml");
    const [metrics, traces] = dataSourceFile.parse(parse(text)).datasources;
    expect([metrics, traces].map(({ type, uid }) => ({ type, uid }))).toEqual([
      dataSources.metrics,
      dataSources.traces,
    ]);
    expect([metrics.url, traces.url]).toEqual(["http://victoriametrics:8428", "http://jaeger:16686"]);
    expect(metrics.jsonData.exemplarTraceIdDestinations).toEqual([{ name: "trace_id", datasourceUid: traces.uid }]);
    expect(traces.jsonData.tracesToMetrics.datasourceUid).toBe(metrics.uid);
    // Grafana replaces $word in this file by the environment: its own variables are written with two.
    for (const { query } of traces.jsonData.tracesToMetrics.queries) expect(query).toContain("{$$__tags}");
    expect(text.replaceAll("$$", "").replaceAll(/#.*$/gm, "")).not.toContain("$");
  });

  it("reads the dashboards from where the stack mounts them", () => {
    const [provider] = providerFile.parse(parse(read("provisioning/dashboards/honeydue.yaml"))).providers;
    const compose = z
      .object({ services: z.object({ grafana: z.object({ volumes: z.array(z.string()) }) }) })
      .parse(parse(read("../compose.yaml"), { merge: true }));
    expect(compose.services.grafana.volumes).toContain(`./grafana/dashboards:${provider.options.path}:ro`);
    expect(compose.services.grafana.volumes).toContain("./grafana/provisioning:/etc/grafana/provisioning:ro");
  });
});

// Grafana cannot be had on the machines that build: this answers as its HTTP API is documented, so that the script's own
// judgement is tested. Against the real one it is run by the verification of the deployment.
// The script says so itself where one of its two programs is missing.
describe.skipIf(!findOnPath("jq") || !findOnPath("curl"))("check.sh", () => {
  let url = "";
  const asked: { path: string; authorization: string | undefined; body: string }[] = [];
  let isEmpty: (expr: string) => boolean = () => false;
  const frames = (expr: string) => (isEmpty(expr) ? [] : [{ schema: {}, data: { values: [[1], [1]] } }]);
  const answerOf = (target: string, body: string): [number, unknown] => {
    if (target === "/api/health") return [200, { database: "ok", version: "12.3.0" }];
    if (target === "/api/datasources/uid/jaeger/health")
      return [400, { status: "ERROR", message: "connection refused" }];
    if (target.endsWith("/health")) return [200, { status: "OK" }];
    const uid = /^\/api\/dashboards\/uid\/(.+)$/.exec(target)?.[1];
    if (uid) return uid === dashboards.stack.uid ? [404, { message: "not found" }] : [200, { dashboard: { uid } }];
    const { queries } = JSON.parse(body) as { queries: { refId: string; expr: string }[] };
    return [200, { results: Object.fromEntries(queries.map(({ refId, expr }) => [refId, { frames: frames(expr) }])) }];
  };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      asked.push({ path: request.url ?? "", authorization: request.headers.authorization, body });
      const [status, answer] = answerOf(request.url ?? "", body);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  async function check(target: string, env: Record<string, string>) {
    const child = spawn("sh", [path.join(import.meta.dirname, "check.sh"), target], {
      env: { PATH: process.env.PATH, NODE_ENV: "test", ...env },
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    const [code] = await once(child, "close");
    return { code, output };
  }

  it("names the data source, the dashboard and the panel that fail, and asks with the token", async () => {
    isEmpty = (expr) => expr.includes("b2_upload");
    const { code, output } = await check(url, { GRAFANA_TOKEN: "glsa_secret" });
    expect(code).toBe(1);
    expect(output).toContain("ok    Grafana 12.3.0 answers");
    expect(output).toContain("ok    data source victoriametrics");
    expect(output).toContain("FAIL  data source jaeger: connection refused");
    expect(output).toContain("FAIL  dashboard honeydue-stack is not there");
    expect(output).toContain("FAIL  honeydue-dependencies: Failed uploads (A) has no data");
    expect(output).toMatch(/ok {4}dashboard honeydue-red: all \d+ queries return data/);
    expect(
      asked.filter(({ path: target }) => target !== "/api/health").map(({ authorization }) => authorization),
    ).toEqual(asked.slice(1).map(() => "Bearer glsa_secret"));
    // No variable of Grafana's is left in what is asked.
    expect(asked.map(({ body }) => body).join()).not.toMatch(/\$(__|route|method|status)/);
  });

  it("says what it needs when it cannot ask", async () => {
    expect(await check("http://127.0.0.1:1", { GRAFANA_TOKEN: "x" })).toMatchObject({
      code: 2,
      output: expect.stringContaining("Grafana does not answer at http://127.0.0.1:1"),
    });
    expect(await check(url, {})).toMatchObject({ code: 2, output: expect.stringContaining("Set GRAFANA_TOKEN") });
  });
});
