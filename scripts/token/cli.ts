import { parseArgs } from "node:util";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import type { Scope } from "@/lib/plan/scopes";
import { adoptToken } from "@/lib/tokens/adopt-token";
import { createToken } from "@/lib/tokens/create-token";
import { disableToken } from "@/lib/tokens/disable-token";
import { enableToken } from "@/lib/tokens/enable-token";
import { findToken } from "@/lib/tokens/find-token";
import { listTokens } from "@/lib/tokens/list-tokens";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { rotateToken } from "@/lib/tokens/rotate-token";
import { secretManifest } from "@/lib/tokens/secret-manifest";
import type { TokenView } from "@/lib/tokens/token-view";
import { type Failure, foreseenFailure } from "@/lib/web/failure";
import { helpText, tableOf } from "./print";

const actor: Actor = { kind: "cli" };
const say = (text: string) => process.stderr.write(`${text}\n`);

/** What the person typed cannot be understood; exit code 2. */
class UsageError extends Error {}

const options = {
  name: { type: "string" },
  scope: { type: "string", multiple: true },
  expires: { type: "string" },
  cidr: { type: "string", multiple: true },
  note: { type: "string" },
  confirm: { type: "string" },
  json: { type: "boolean" },
  k8s: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Values = {
  name?: string;
  scope?: string[];
  expires?: string;
  cidr?: string[];
  note?: string;
  confirm?: string;
  json?: boolean;
  k8s?: boolean;
  help?: boolean;
};

const split = (list: string[] | undefined) => list?.flatMap((text) => text.split(",")).filter(Boolean);

function fieldsOf({ name, scope, expires, cidr, note }: Values) {
  if (!name) throw new UsageError("--name is missing, for example --name vmagent.");
  // The use case judges the words; this only says that they are meant as scopes.
  const scopes = (split(scope) ?? []) as Scope[];
  return { name, scopes, cidrs: split(cidr) ?? [], note: note ?? "", ...(expires === undefined ? {} : { expires }) };
}

const endOf = ({ expiresAtMs }: TokenView) =>
  expiresAtMs === null ? "never expires" : `expires ${new Date(expiresAtMs).toISOString().slice(0, 10)}`;

/** The secret alone on stdout, or the Kubernetes Secret that holds it, so that a script can take it; all else on stderr. */
function printSecret(token: string, view: TokenView, { k8s = false }: Values): void {
  const what = `${view.name} (${view.masked}) ${view.scopes.join(", ")}, ${endOf(view)}`;
  say(
    k8s ? `${what}. Its Secret, this once, for kubectl apply --server-side -f -:` : `${what}. It is shown this once:`,
  );
  process.stdout.write(k8s ? secretManifest(token) : `${token}\n`);
}

/** A Secret of the cluster is for what sends from there. */
function assertForCluster({ k8s, scope }: Values): void {
  if (k8s && split(scope)?.includes("deploys:write")) {
    throw new UsageError("--k8s makes the Secret of senders in the cluster; a token of CI goes to CI's own secrets.");
  }
}

async function readStdin(): Promise<string> {
  if (process.stdin.isTTY) say("Paste the token, then press Enter and Ctrl-D.");
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > 10_000) throw new UsageError("This is no token: more than 10 kB came in.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function target(reference: string | undefined) {
  if (!reference) throw new UsageError("Which token? Give its name or public id.");
  return findToken(reference);
}

const commands: Record<string, (values: Values, reference: string | undefined) => Promise<void>> = {
  async create(values) {
    assertForCluster(values);
    const { token, view } = await createToken(actor, fieldsOf(values));
    printSecret(token, view, values);
  },
  async list({ json }) {
    const { tokens } = await listTokens(actor);
    process.stdout.write(json ? `${JSON.stringify(tokens, null, 2)}\n` : tableOf(tokens));
  },
  async rotate(values, reference) {
    const { publicId, name } = await target(reference);
    const expires = values.expires === undefined ? {} : { expires: values.expires };
    const { token, view } = await rotateToken(actor, { publicId, ...expires });
    say(`Both tokens of ${name} work until the old one's silence is proven, for 7 days at most.`);
    printSecret(token, view, values);
  },
  async revoke({ confirm }, reference) {
    const { publicId, name } = await target(reference);
    if (confirm === undefined) throw new UsageError(`This is final. Say so with --confirm '${name}'.`);
    await revokeToken(actor, { publicId, confirmation: confirm });
    say(`${name} (${publicId}) is revoked; the gate refuses it from now on.`);
  },
  async disable(_values, reference) {
    const { publicId, name } = await target(reference);
    await disableToken(actor, publicId);
    say(`${name} (${publicId}) is disabled; the gate refuses it until it is enabled.`);
  },
  async enable(_values, reference) {
    const { publicId, name } = await target(reference);
    await enableToken(actor, publicId);
    say(`${name} (${publicId}) works again.`);
  },
  async adopt(values) {
    const fields = fieldsOf(values);
    const view = await adoptToken(actor, { ...fields, token: await readStdin() });
    say(`${view.name} is adopted (${view.publicId}), ${endOf(view)}. It has no checksum: rotate it when you can.`);
  },
};

/** Wrong fields one a line, by the name of their option. */
function wordsOf({ fields, message, kind }: Failure): string {
  if (kind !== "bad-parameter" || !fields) return message;
  const lines = Object.entries(fields).map(([path, complaint]) => [path.split(".")[0], complaint]);
  return lines.map((line) => line.filter(Boolean).join(": ")).join("\n");
}

/** Runs one command line and returns the exit code: 0 done, 1 refused, 2 not understood, 75 try again later. */
export async function runCli(argv: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const [command = "", reference, ...rest] = positionals;
    if (values.help || command === "" || command === "help") {
      say(helpText);
      return values.help || command === "help" ? 0 : 2;
    }
    const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (!run) throw new UsageError(`There is no command "${command}".\n\n${helpText}`);
    if (rest.length > 0) throw new UsageError(`"${rest.join(" ")}" is too much. Quote a name that has spaces.`);
    await run(values, reference);
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
    const failure = isUsage ? null : foreseenFailure(error);
    say(failure ? wordsOf(failure) : error instanceof Error ? error.message : String(error));
    return isUsage ? 2 : (failure?.exitCode ?? 1);
  } finally {
    await db().$disconnect();
  }
}
