import { expect, test } from "vitest";
import { readPorts } from "./ports.mjs";
import { planStack } from "./stack-plan.mjs";

const plan = (env: Record<string, string>, withDemo = true) =>
  planStack({ env, ports: readPorts(env), dataDir: "/data", withDemo, jaegerMetricsPort: 8888 });

test("alone, everything points to what this start runs", () => {
  const { consoleEnv, metricsWriteUrl, tracesWriteUrl, neededPorts } = plan({});
  expect(consoleEnv).toEqual({
    OBS_MOVE_SCRIPT: expect.stringMatching(/\/scripts\/move\/migrate\.mjs$/),
    VICTORIAMETRICS_URL: "http://127.0.0.1:8428",
    JAEGER_URL: "http://127.0.0.1:16686",
    INGEST_PUBLIC_URL: "http://127.0.0.1:8080",
    API_HEALTH_URL: "http://127.0.0.1:8000/api/health/",
    OBS_VICTORIAMETRICS_DATA: "/data/victoria-metrics",
    OBS_JAEGER_DATA: "/data/jaeger",
    OBS_JAEGER_METRICS_URL: "http://127.0.0.1:8888/metrics",
    OBS_TRACE_SAMPLING_RATIO: "1",
  });
  expect([metricsWriteUrl, tracesWriteUrl]).toEqual(["http://127.0.0.1:8428", "http://127.0.0.1:4318"]);
  expect(neededPorts).toHaveLength(9);
});

test("without the demo nothing is claimed about an API", () => {
  const { consoleEnv, neededPorts } = plan({}, false);
  expect(consoleEnv.API_HEALTH_URL).toBeUndefined();
  expect(consoleEnv.OBS_TRACE_SAMPLING_RATIO).toBeUndefined();
  expect(neededPorts).not.toContain("demo");
});

test("a VictoriaMetrics cluster of the user's own is read and written under its own paths", () => {
  const own = plan({ VICTORIAMETRICS_URL: "http://vm:8481/select/0/prometheus" });
  expect(own.ownMetrics).toBe(false);
  expect(own.consoleEnv.OBS_VICTORIAMETRICS_DATA).toBeUndefined();
  expect(own.consoleEnv.VICTORIAMETRICS_URL).toBe("http://vm:8481/select/0/prometheus");
  expect(own.metricsWriteUrl).toBe("http://vm:8481/insert/0/prometheus");
  expect(own.neededPorts).not.toContain("victoriaMetrics");
  const insert = "http://vminsert:8480/insert/0/prometheus";
  expect(plan({ VICTORIAMETRICS_URL: "http://vm/x", OBS_METRICS_WRITE_URL: insert }).metricsWriteUrl).toBe(insert);
});

test("beside a Jaeger of the user's own the traces path is unknown until it is told", () => {
  const own = plan({ JAEGER_URL: "http://jaeger:16686" });
  expect([own.tracesWriteUrl, own.consoleEnv.OBS_JAEGER_DATA, own.consoleEnv.OBS_JAEGER_METRICS_URL]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const told = plan({ JAEGER_URL: "http://jaeger:16686", OBS_OTLP_URL: "http://jaeger:4318" });
  expect(told.tracesWriteUrl).toBe("http://jaeger:4318");
  expect(told.neededPorts).not.toContain("otlp");
});

test("what the user sets stays", () => {
  const env = {
    API_HEALTH_URL: "https://api/health",
    OBS_TRACE_SAMPLING_RATIO: "0.1",
    INGEST_PUBLIC_URL: "https://obs",
  };
  expect(plan(env).consoleEnv).toMatchObject(env);
});
