import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { renderSimpleGate, renderTokenMap } from "./render-simple-gate.mjs";

const template = readFileSync(
  path.resolve(import.meta.dirname, "../../deploy/nginx/gate-simple.conf.template"),
  "utf8",
);
const options = {
  template,
  dir: "/data/gate",
  listen: "127.0.0.1:1",
  metricsUrl: "http://vm:8428/api/v1/write",
  tracesUrl: "http://jaeger:4318/v1/traces",
  runsAsRoot: false,
};

test("every placeholder is filled, and the user's own account runs the workers", () => {
  const text = renderSimpleGate(options);
  expect(text.replace(/#.*/g, "")).not.toMatch(/\{\{|\}\}/);
  expect(text).not.toMatch(/^user /m);
  expect(renderSimpleGate({ ...options, runsAsRoot: true })).toMatch(/^user root;/m);
});

test("an upstream that is not known answers 503 with Retry-After", () => {
  expect(renderSimpleGate({ ...options, tracesUrl: undefined })).toContain(
    "add_header Retry-After 30 always; return 503;",
  );
});

test.each(["http://vm:8428/$uri", "http://vm;return 200", "http://u:p@vm/", "ftp://vm/", "http://vm/?a=1", "vm:8428"])(
  "%s is refused as an upstream",
  (metricsUrl) => {
    expect(() => renderSimpleGate({ ...options, metricsUrl })).toThrow("The metrics upstream");
  },
);

test("a directory that would end nginx's own words is refused", () => {
  expect(() => renderSimpleGate({ ...options, dir: "/data;user root" })).toThrow("cannot take the path");
});

test("the characters of base64 are taken literally in the comparison", () => {
  expect(renderTokenMap("ab+/=_-")).toContain('"~^Bearer ab\\+/=_-$" 1;');
});
