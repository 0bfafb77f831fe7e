import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@libsql/client";
import { runCommand } from "../../../process/run-command.mjs";
import type { LiveFault, Stack } from "./types";

const root = path.resolve(import.meta.dirname, "../../../..");
/** What a token looks like, in what the command prints. */
const secretPattern = /hdobs_[0-9A-Za-z]{49}/;

async function tokenCommand({ dir, databaseUrl }: Stack, ...args: string[]): Promise<string> {
  const env = { OBS_DATA_DIR: dir, DATABASE_URL: databaseUrl, OBS_LOG_LEVEL: "silent" };
  const command = { command: process.execPath, args: [path.join(root, "scripts/token.mjs"), ...args], cwd: root, env };
  return runCommand(command);
}

let made = 0;
/** Makes a token and returns its name and secret. */
async function makeToken(stack: Stack, ...args: string[]): Promise<{ name: string; secret: string }> {
  made += 1;
  const name = `truth-${made}`;
  const printed = await tokenCommand(stack, "create", "--name", name, ...args);
  const [secret] = secretPattern.exec(printed) ?? [];
  if (!secret) throw new Error("No token was printed.");
  return { name, secret };
}
const both = ["--scope", "metrics:write", "--scope", "traces:write"];

let kept = "";
/** The senders read another token from now on. */
const using = (name: string, codes: LiveFault["codes"], secretOf: (stack: Stack) => Promise<string>): LiveFault => ({
  ...{ name, codes },
  inject: async (stack) => {
    kept = readFileSync(stack.tokenFile, "utf8");
    writeFileSync(stack.tokenFile, `${await secretOf(stack)}\n`);
  },
  mend: async ({ tokenFile }) => writeFileSync(tokenFile, kept),
});

/** Both senders use a token of its own until something happens to it. */
const endedBy = (name: string, end: (stack: Stack, token: string) => Promise<unknown>): LiveFault =>
  using(name, ["metrics-refused", "traces-refused"], async (stack) => {
    const token = await makeToken(stack, ...both);
    writeFileSync(stack.tokenFile, `${token.secret}\n`);
    // Long enough for both to have used it.
    await sleep(8000);
    await end(stack, token.name);
    return token.secret;
  });

/** Sets its end to a moment ago: nobody can ask the console for so short a life. */
async function expire({ databaseUrl }: Stack, name: string): Promise<void> {
  const client = createClient({ url: databaseUrl });
  await client.batch(
    [
      "UPDATE token_clock SET seq = seq + 1",
      {
        sql: "UPDATE token SET expires_at = ?, change_seq = (SELECT seq FROM token_clock) WHERE name = ?",
        args: [new Date(Date.now() - 1000).toISOString(), name],
      },
    ],
    "write",
  );
  client.close();
}

export const tokenDisabled: LiveFault = {
  name: "the token is disabled",
  codes: ["metrics-refused", "traces-refused"],
  inject: async (stack) => void (await tokenCommand(stack, "disable", "demo")),
  mend: async (stack) => void (await tokenCommand(stack, "enable", "demo")),
};

/** What can be wrong with the token that the senders use. */
export const faultsOfTokens: LiveFault[] = [
  tokenDisabled,
  endedBy("the token is revoked", (stack, name) => tokenCommand(stack, "revoke", name, "--confirm", name)),
  endedBy("the token expires", expire),
  using("the token may not write metrics", ["metrics-refused"], async (stack) => {
    return (await makeToken(stack, "--scope", "traces:write")).secret;
  }),
  using("the token may not write traces", ["traces-refused"], async (stack) => {
    return (await makeToken(stack, "--scope", "metrics:write")).secret;
  }),
  using("the token is used from a wrong address", ["metrics-refused", "traces-refused"], async (stack) => {
    return (await makeToken(stack, ...both, "--cidr", "10.9.0.0/16")).secret;
  }),
  using("the token is mistyped", ["metrics-refused", "traces-refused"], async () => {
    return `${kept.trim().slice(0, -1)}${kept.trim().endsWith("a") ? "b" : "a"}`;
  }),
  using("the senders have a token of another console", ["metrics-refused", "traces-refused"], async () => {
    return "0".repeat(64);
  }),
];
