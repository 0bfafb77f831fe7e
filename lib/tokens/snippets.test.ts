import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { generateToken } from "./format";
import { snippetsOf } from "./snippets";

const { token } = generateToken();
const gateUrl = "https://obs.example.com";
const consoleUrl = "https://console.example.com";

test("each snippet carries the token and, where it sends somewhere, the gate", () => {
  const all = snippetsOf({ token, scopes: ["metrics:write", "traces:write"], gateUrl, consoleUrl });
  expect(all.map(({ id }) => id)).toEqual(["prod-env", "kubectl", "vmagent", "otlp", "curl"]);
  for (const { text } of all) expect(text.split(token)).toHaveLength(2);
});

test("only what fits the scopes is offered", () => {
  const ids = (scope: "metrics:write" | "traces:write") =>
    snippetsOf({ token, scopes: [scope], gateUrl, consoleUrl }).map(({ id }) => id);
  expect(ids("metrics:write")).not.toContain("otlp");
  expect(ids("traces:write")).not.toContain("vmagent");
});

test.each(["kubectl", "vmagent", "curl"])("%s is a command that a shell understands", (id) => {
  const snippet = snippetsOf({ token, scopes: ["metrics:write"], gateUrl, consoleUrl }).find((one) => one.id === id);
  const checked = spawnSync("sh", ["-n"], { input: snippet?.text });
  expect(checked.stderr.toString()).toBe("");
  expect(checked.status).toBe(0);
});

test("the Secret's patch is JSON that holds the token", () => {
  const kubectl = snippetsOf({ token, scopes: ["metrics:write"], gateUrl, consoleUrl }).find(
    ({ id }) => id === "kubectl",
  );
  const json = /-p '(.*)'/.exec(kubectl?.text ?? "")?.[1];
  expect(JSON.parse(json ?? "")).toEqual({ stringData: { OBS_INGEST_TOKEN: token } });
});

test.each(["deploy-curl", "deploy-github-secret", "deploy-github"])("%s is what CI runs, in a shell", (id) => {
  const snippets = snippetsOf({ token, scopes: ["deploys:write"], gateUrl: null, consoleUrl });
  const { text = "" } = snippets.find((one) => one.id === id) ?? {};
  // The script of the workflow's step, under `run: |`.
  const script = id === "deploy-github" ? (text.split("run: |\n")[1] ?? "") : text;
  expect(script).toContain(id === "deploy-github-secret" ? token : `${consoleUrl}/api/deploys`);
  const checked = spawnSync("sh", ["-n"], { input: script });
  expect([checked.status, checked.stderr.toString()]).toEqual([0, ""]);
});

test("the workflow's step holds no token, and the expressions of GitHub as they are", () => {
  const snippets = snippetsOf({ token, scopes: ["deploys:write"], gateUrl: null, consoleUrl });
  const step = snippets.find(({ id }) => id === "deploy-github")?.text ?? "";
  expect(step).not.toContain(token);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own syntax
  expect(step).toContain("${{ secrets.OBS_DEPLOY_TOKEN }}");
});
