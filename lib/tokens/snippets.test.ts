import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { generateToken } from "./format";
import { snippetsOf } from "./snippets";

const { token } = generateToken();
const gateUrl = "https://obs.example.com";
const consoleUrl = "https://console.example.com";
const dir = mkdtempSync(path.join(tmpdir(), "obs-snippets-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A snippet as a user pastes it, with every program that it calls replaced by one that tells what it was given. */
function run(text: string): { arguments: string[]; input: string } {
  const stand = ["curl", "kubectl", "vmagent", "gh"].map((name) => `${name}() { printf '%s\\n' "$@" "--"; cat; }`);
  const { stdout, stderr } = spawnSync("sh", ["-c", [...stand, text.replaceAll("/etc/vmagent", dir)].join("\n")], {
    input: "",
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const [given = "", input = ""] = stdout.split("--\n");
  return { arguments: given.trimEnd().split("\n"), input };
}
type Input = Parameters<typeof snippetsOf>[0];
const textOf = (id: string, given: Partial<Input> = {}) =>
  snippetsOf({ token, scopes: ["metrics:write"], gateUrl, consoleUrl, ...given }).find((one) => one.id === id)?.text ??
  "";

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

describe("what a pasted snippet does", () => {
  const asHeader = `header = "Authorization: Bearer ${token}"`;

  test("the line of prod.env names what the deployment reads", () => {
    expect(textOf("prod-env")).toBe(`OBS_INGEST_TOKEN=${token}`);
  });

  test("kubectl patches the Secret that vmagent and the API mount", () => {
    const { arguments: given } = run(textOf("kubectl"));
    expect(given.slice(0, 7)).toEqual(["-n", "honeydue", "patch", "secret", "obs-ingest", "--type", "merge"]);
  });

  test("vmagent reads the token from a file that nobody else can read", () => {
    const { arguments: given } = run(textOf("vmagent"));
    const file = path.join(dir, "token");
    expect(given).toEqual([`-remoteWrite.url=${gateUrl}/api/v1/write`, `-remoteWrite.bearerTokenFile=${file}`]);
    expect(readFileSync(file, "utf8")).toBe(token);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test("an exporter is pointed at the gate, in the form that its environment asks for", () => {
    const lines = textOf("otlp", { scopes: ["traces:write"] }).split("\n");
    expect(Object.fromEntries(lines.map((line) => line.split(/=(.*)/s)))).toMatchObject({
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${gateUrl}/v1/traces`,
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/protobuf",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: `authorization=Bearer%20${token}`,
    });
  });

  test.each([
    ["metrics:write", "/api/v1/write"],
    ["traces:write", "/v1/traces"],
  ] as const)("curl asks the path of %s, and the token is in no argument", (scope, at) => {
    const { arguments: given, input } = run(textOf("curl", { scopes: [scope] }));
    expect(given.slice(-3)).toEqual(["-X", "POST", `${gateUrl}${at}`]);
    expect(given.join(" ")).toContain("-K -");
    expect(given.join(" ")).not.toContain(token);
    expect(input).toBe(asHeader);
  });

  test("without a known gate an example stands for its address", () => {
    expect(textOf("curl", { gateUrl: null })).toContain("https://obs.example.com/api/v1/write");
  });

  test("a deploy is told to the console, and the token is in no argument", () => {
    const { arguments: given, input } = run(textOf("deploy-curl", { scopes: ["deploys:write"] }));
    expect(given.at(-1)).toBe(`${consoleUrl}/api/deploys`);
    expect(JSON.parse(given[given.indexOf("-d") + 1] ?? "")).toMatchObject({ version: "v1.4.2" });
    expect(given.join(" ")).not.toContain(token);
    expect(input).toBe(asHeader);
  });

  test("the repository's secret has the name that the step reads", () => {
    const { arguments: given, input } = run(textOf("deploy-github-secret", { scopes: ["deploys:write"] }));
    expect(given).toEqual(["secret", "set", "OBS_DEPLOY_TOKEN"]);
    expect(input).toBe(token);
  });

  test.each([["metrics:write", "traces:write"], ["deploys:write"]] as const)(
    "every one has a name and a hint: %s",
    (...scopes) => {
      for (const { title, hint } of snippetsOf({ token, scopes, gateUrl, consoleUrl })) {
        expect(title).toMatch(/\w/);
        expect(hint).toMatch(/\.$/);
      }
    },
  );
});
