import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { badAnswers, type HostileServer, json, startHostileServer } from "@/lib/upstream/testing/hostile-server";

// Grafana itself cannot be had on the machines that build: these are its documented answers, each by its path.
let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.stop());

/** The check in a new process, whose environment has this Grafana. */
async function checkWith(url: string, token = "") {
  Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
  process.env.OBS_GRAFANA_URL = url;
  process.env.OBS_GRAFANA_TOKEN = token;
  vi.resetModules();
  const { checkGrafana } = await import("./check-grafana");
  return checkGrafana();
}

const well = { commit: "abc", database: "ok", version: "12.3.0" };

describe("checkGrafana", () => {
  it("is null when no Grafana is configured", async () => {
    expect(await checkWith("")).toBeNull();
  });

  it("is ok when Grafana answers, asked once, without a token", async () => {
    server.answerWith(json(well));
    expect(await checkWith(server.url)).toMatchObject({
      name: "grafana",
      state: "ok",
      detail: "Grafana 12.3.0 answers.",
    });
    expect(server.requests.at(-1)).toMatchObject({ url: "/api/health" });
    expect(server.requests.at(-1)?.headers.authorization).toBeUndefined();
  });

  it("is bad when its database is not ok, and when it cannot be reached or answers something else", async () => {
    server.answerWith(json({ ...well, database: "failing" }));
    expect(await checkWith(server.url)).toMatchObject({ state: "bad", detail: expect.stringContaining('"failing"') });
    server.answerWith(badAnswers.reset);
    expect(await checkWith(server.url)).toMatchObject({ state: "bad", detail: expect.stringContaining("reset") });
    server.answerWith(json({ something: "else" }));
    expect(await checkWith(server.url)).toMatchObject({
      state: "bad",
      detail: expect.stringContaining("unexpected form"),
    });
  });

  const byPath = (answers: Record<string, [unknown, number]>) => {
    server.answerWith((response, request) => {
      const [body, status] = answers[request.url ?? ""] ?? [{ message: "Dashboard not found" }, 404];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  };
  const uids = ["honeydue-red", "honeydue-dependencies", "honeydue-stack"];
  const source = (uid: string) => `/api/datasources/uid/${uid}/health`;
  const fine: Record<string, [unknown, number]> = {
    "/api/health": [well, 200],
    [source("victoriametrics")]: [{ status: "OK", message: "Successfully queried the Prometheus API." }, 200],
    [source("jaeger")]: [{ status: "OK" }, 200],
    ...Object.fromEntries(uids.map((uid) => [`/api/dashboards/uid/${uid}`, [{ dashboard: { uid } }, 200]])),
  };

  it("with a token also asks for data sources and dashboards, and names what is missing", async () => {
    byPath(fine);
    expect(await checkWith(server.url, "glsa_token")).toMatchObject({ state: "ok" });
    expect(server.requests.at(-1)?.headers.authorization).toBe("Bearer glsa_token");

    byPath({
      ...fine,
      [source("jaeger")]: [{ status: "ERROR", message: "connection refused" }, 400],
      "/api/dashboards/uid/honeydue-stack": [{ message: "Dashboard not found" }, 404],
    });
    const found = await checkWith(server.url, "glsa_token");
    expect(found).toMatchObject({ state: "warn" });
    expect(found?.detail).toContain("jaeger");
    expect(found?.detail).toContain("connection refused");
    expect(found?.detail).toContain("honeydue-stack is not there");
    expect(JSON.stringify(found)).not.toContain("glsa_token");
  });
});
