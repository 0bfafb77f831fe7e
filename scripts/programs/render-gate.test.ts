import { expect, test } from "vitest";
import { renderGate, renderNginx } from "./render-gate.mjs";

const options = {
  listen: "listen 127.0.0.1:1;",
  consoleAddress: "127.0.0.1:3101",
  metricsUrl: "http://vm:8428/api/v1/write",
  tracesUrl: "https://jaeger/v1/traces",
  denyDir: "/data/gate/deny",
  cacheDir: "/dev/shm/gate",
  secretFile: "/data/gate/secret.conf",
  logFile: "/data/gate/log/access.log",
};

test("every name is filled, upstreams keep their connections and their own paths", () => {
  const text = renderGate(options);
  expect(text).not.toMatch(/\{\{|\}\}/);
  expect(text).toContain("proxy_pass http://gate_metrics/api/v1/write;");
  expect(text).toContain("server jaeger:443;");
  expect(text).toContain("proxy_ssl_name jaeger;");
  expect(renderNginx({ dir: "/data/gate", runsAsRoot: true })).toMatch(/^user root;/m);
  expect(renderNginx({ dir: "/data/gate", runsAsRoot: false })).not.toMatch(/^user /m);
});

test("an upstream that is not known answers 503 with Retry-After", () => {
  const text = renderGate({ ...options, tracesUrl: undefined });
  expect(text).toMatch(/add_header Retry-After 30 always;\s+return 503;/);
  expect(text).not.toContain("upstream gate_traces");
});

test.each(["http://vm:8428/$uri", "http://vm;return 200", "http://u:p@vm/", "ftp://vm/", "http://vm/?a=1", "vm:8428"])(
  "%s is refused as an upstream",
  (metricsUrl) => {
    expect(() => renderGate({ ...options, metricsUrl })).toThrow("The metrics upstream");
  },
);

test.each(["denyDir", "cacheDir", "secretFile", "logFile"] as const)("a %s that would end nginx's words", (name) => {
  for (const text of ["/data;user root", "/da ta", "/data/$uri", '/data"', "/data{"]) {
    expect(() => renderGate({ ...options, [name]: text })).toThrow("cannot take the path");
  }
});

test.each([
  { ratePerSecond: 0 },
  { ratePerSecond: 1.5 },
  { rateBurst: -1 },
  { cacheSeconds: Number.NaN },
  { consoleAddress: "127.0.0.1" },
  { consoleAddress: "a b:1" },
])("%o is refused", (wrong) => {
  expect(() => renderGate({ ...options, ...wrong })).toThrow();
});
