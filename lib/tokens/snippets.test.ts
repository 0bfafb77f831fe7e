import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { generateToken } from "./format";
import { snippetsOf } from "./snippets";

const { token } = generateToken();
const gateUrl = "https://obs.example.com";

test("each snippet carries the token and, where it sends somewhere, the gate", () => {
  const all = snippetsOf({ token, scopes: ["metrics:write", "traces:write"], gateUrl });
  expect(all.map(({ id }) => id)).toEqual(["prod-env", "kubectl", "vmagent", "otlp", "curl"]);
  for (const { text } of all) expect(text.split(token)).toHaveLength(2);
});

test("only what fits the scopes is offered", () => {
  const ids = (scope: "metrics:write" | "traces:write") =>
    snippetsOf({ token, scopes: [scope], gateUrl }).map(({ id }) => id);
  expect(ids("metrics:write")).not.toContain("otlp");
  expect(ids("traces:write")).not.toContain("vmagent");
});

test.each(["kubectl", "vmagent", "curl"])("%s is a command that a shell understands", (id) => {
  const snippet = snippetsOf({ token, scopes: ["metrics:write"], gateUrl }).find((one) => one.id === id);
  const checked = spawnSync("sh", ["-n"], { input: snippet?.text });
  expect(checked.stderr.toString()).toBe("");
  expect(checked.status).toBe(0);
});

test("the Secret's patch is JSON that holds the token", () => {
  const kubectl = snippetsOf({ token, scopes: ["metrics:write"], gateUrl }).find(({ id }) => id === "kubectl");
  const json = /-p '(.*)'/.exec(kubectl?.text ?? "")?.[1];
  expect(JSON.parse(json ?? "")).toEqual({ stringData: { OBS_INGEST_TOKEN: token } });
});
