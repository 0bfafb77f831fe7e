import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { type HostileServer, startHostileServer } from "@/lib/upstream/testing/hostile-server";
import { loadOverview } from "./load-overview";

// Jaeger, the gate and the API accept every request and answer none; so does, when told to, the proxy in front of the
// real VictoriaMetrics. One server for all of them.
const metrics = ownMetrics();
let server: HostileServer;
let doesMetricsStoreHang = false;
/** Open requests, and how many the console has given up. */
const open = new Set<string>();
let givenUp = 0;

beforeAll(async () => {
  server = await startHostileServer();
  server.answerWith(async (response, { url = "", method, headers }, body) => {
    if (url.startsWith("/victoriametrics/") && !doesMetricsStoreHang) {
      const type = headers["content-type"] ?? "text/plain";
      const target = metrics.url() + url.replace("/victoriametrics", "");
      const given = await fetch(target, { method, headers: { "content-type": type }, body: body || undefined });
      response.writeHead(given.status).end(await given.text());
      return;
    }
    open.add(url);
    response.on("close", () => {
      open.delete(url);
      givenUp += 1;
    });
  });
  const { url } = server;
  Object.assign(process.env, {
    VICTORIAMETRICS_URL: `${url}/victoriametrics`,
    JAEGER_URL: url,
    INGEST_PUBLIC_URL: url,
    API_HEALTH_URL: url,
  });
});
afterAll(() => server.stop());
beforeEach(() => {
  givenUp = 0;
});

/** As long as the page waits for its overview. */
const patienceMs = 700;

describe("the first paint", () => {
  it("does not wait for a Jaeger, a gate and an API that hang, and the figures come without them", async () => {
    const { witnesses } = await loadOverview({ range: "15m", patienceMs });
    expect(givenUp).toBe(0);
    expect([...open].join()).toContain("/api/services");
    expect(witnesses.list.find(({ name }) => name === "spans")?.health).toBe("unknown");
    await expect.poll(async () => (await loadOverview({ range: "15m", patienceMs })).routes.state).toBe("empty");
  });

  it("does not wait for a VictoriaMetrics that hangs either, and says so", async () => {
    doesMetricsStoreHang = true;
    const look = () => loadOverview({ range: "1h", patienceMs, fresh: true });
    const { verdict, routes } = await look();
    expect(givenUp).toBe(0);
    expect([...open].join()).toContain("/victoriametrics/api/v1/query");
    expect([verdict.health, routes.state]).toEqual(["unknown", "loading"]);
    // Its last answer is shown until the first request is given up.
    const codes = async () => (await look()).findings.map(({ code }) => code);
    await expect.poll(codes, { timeout: 20_000 }).toContain("metrics-store-unreachable");
  });
});
