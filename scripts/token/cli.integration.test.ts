import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client";
import { Secret } from "kubernetes-models/v1/Secret";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { bundleCommand, imageCommands } from "../setup/bundle-command.mjs";
import { migrateDatabase } from "../setup/migrate-database.mjs";

const root = path.resolve(import.meta.dirname, "../..");
let dir = "";
let bundle = "";
let databaseUrl = "";

// Eight commands, each a process of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 });

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), "obs-cli-"));
  databaseUrl = `file:${path.join(dir, "console.db")}`;
  bundle = path.join(root, "node_modules/.cache/honeydue-obs", `cli-test-${process.pid}.mjs`);
  await migrateDatabase({ databaseUrl });
  await bundleCommand({ root, entry: imageCommands["token.mjs"], target: bundle });
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
  rmSync(bundle, { force: true });
});

/** Runs the bundled command as a container does: node and one file. `limit`: of the size of files, in blocks of 1 kB. */
async function token(args: string[], { stdin = "", limit }: { stdin?: string; limit?: number } = {}) {
  const env = {
    NODE_ENV: "production" as const,
    PATH: process.env.PATH ?? "",
    OBS_DATA_DIR: dir,
    DATABASE_URL: databaseUrl,
  };
  const command = limit === undefined ? 'exec node "$0" "$@"' : `trap '' XFSZ; ulimit -f ${limit}; exec node "$0" "$@"`;
  const child = spawn("bash", ["-c", command, bundle, ...args], { cwd: dir, env });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdin.end(stdin);
  const [code] = await once(child, "close");
  return { code, stdout, stderr };
}

test("create prints the secret alone on stdout, and everything else on stderr", async () => {
  const made = await token(["create", "--name", "vmagent", "--scope", "metrics:write", "--expires", "90d"]);
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^hdobs_[0-9A-Za-z]{49}\n$/) });
  expect(made.stderr).not.toContain(made.stdout.trim());
  const listed = await token(["list", "--json"]);
  expect(JSON.parse(listed.stdout)).toMatchObject([{ name: "vmagent", createdBy: "cli", scopes: ["metrics:write"] }]);
  expect(listed.stdout).not.toContain(made.stdout.trim().slice(16, 49));
  const client = createClient({ url: databaseUrl });
  const { rows } = await client.execute("SELECT actor_name, action FROM audit_event");
  expect(rows.map((row) => [row.actor_name, row.action])).toEqual([["cli", "token.create"]]);
  client.close();
});

test("rotate, disable, enable, adopt and revoke by name; refusals say why and exit with 1", async () => {
  expect((await token(["rotate", "vmagent"])).stdout).toMatch(/^hdobs_\w{49}\n$/);
  expect(await token(["disable", "vmagent"])).toMatchObject({ code: 0, stdout: "" });
  expect(await token(["rotate", "vmagent"])).toMatchObject({ code: 1, stderr: expect.stringContaining("disabled") });
  expect(await token(["enable", "vmagent"])).toMatchObject({ code: 0 });
  const adopt = ["adopt", "--name", "old", "--scope", "metrics:write,traces:write"];
  expect(await token(adopt, { stdin: `${"0123456789abcdef".repeat(4)}\n` })).toMatchObject({ code: 0, stdout: "" });
  expect(await token(["revoke", "old"])).toMatchObject({ code: 2, stderr: expect.stringContaining("--confirm 'old'") });
  expect(await token(["revoke", "old", "--confirm", "old"])).toMatchObject({ code: 0 });
  expect(await token(["revoke", "nobody", "--confirm", "x"])).toMatchObject({ code: 1 });
  expect(await token(["creat"])).toMatchObject({ code: 2, stderr: expect.stringContaining("create --name") });
});

test("--k8s prints the Secret that deploy/k3s reads, the token in it and nowhere else", async () => {
  const create = (scope: string) => token(["create", "--name", "k3s", "--scope", scope, "--k8s"]);
  const made = await create("metrics:write,traces:write");
  expect(made.code).toBe(0);
  const secret = new Secret(parse(made.stdout));
  secret.validate();
  expect(secret.metadata).toEqual({ name: "obs-ingest", namespace: "honeydue" });
  const value = secret.stringData?.OBS_INGEST_TOKEN ?? "";
  expect(value).toMatch(/^hdobs_[0-9A-Za-z]{49}$/);
  expect(made.stderr).not.toContain(value);
  expect(await create("deploys:write")).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("CI") });
});

test("a full disk: it says so, exits with 1, and nothing is half-written", async () => {
  const before = (await token(["list", "--json"])).stdout;
  // Files may not grow beyond this: what a full disk is to SQLite.
  const refused = await token(["create", "--name", "late", "--scope", "metrics:write"], { limit: 1 });
  expect(refused).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("disk is full") });
  expect((await token(["list", "--json"])).stdout).toBe(before);
  expect((await token(["create", "--name", "late", "--scope", "metrics:write"])).code).toBe(0);
});
