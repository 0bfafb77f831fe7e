import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";

const scopes = ["--scope", "metrics:write", "--scope", "traces:write", "--expires", "never"];

/** The public id that a token has or would get. @param {string} token */
const publicIdOf = (token) => (token.startsWith("hdobs_") ? token.slice(6, 16) : `legacy_${token.slice(0, 8)}`);

/** A name that no token has. @param {string} base @param {string[]} taken */
function freeName(base, taken) {
  const names = [base, ...Array.from({ length: 99 }, (_, index) => `${base} ${index + 2}`)];
  const lower = taken.map((name) => name.toLowerCase());
  return names.find((name) => !lower.includes(name)) ?? `${base} ${Date.now()}`;
}

/**
 * Makes sure that `tokenFile` holds a token that the console manages, for what `npm start` itself runs beside it: one
 * that is there is kept, the static one of an earlier version is adopted, else one is created under the name of its use
 * ("demo" for the workload, "vmagent" where there is none). The database must be migrated. Throws what the token command
 * says.
 * @param {{ root: string, dataDir: string, databaseUrl: string, tokenFile: string, use?: string, script?: string }} options
 *   `script`: the token command, where it is not that of a checkout
 * @returns {Promise<"kept" | "adopted" | "created">}
 */
export async function ensureToken({
  root,
  dataDir,
  databaseUrl,
  tokenFile,
  use = "demo",
  script = "scripts/token.mjs",
}) {
  const env = { OBS_DATA_DIR: dataDir, DATABASE_URL: databaseUrl, OBS_LOG_LEVEL: "silent" };
  const node = process.execPath;
  const listed = await runCommand({ command: node, args: [script, "list", "--json"], cwd: root, env });
  /** @type {{ publicId: string, name: string, state: string }[]} */
  const tokens = JSON.parse(listed.slice(listed.indexOf("[")));
  const present = existsSync(tokenFile) ? readFileSync(tokenFile, "utf8").trim() : "";
  const known = tokens.find(({ publicId }) => present !== "" && publicId === publicIdOf(present));
  if (known && known.state !== "revoked" && known.state !== "expired") return "kept";

  const name = freeName(
    use,
    tokens.map((token) => token.name),
  );
  if (present !== "" && !known && !present.startsWith("hdobs_")) {
    // The shell gives the file as input: a secret on a command line can be seen by everybody.
    const command = 'exec "$0" "$1" adopt --name "$2" --scope metrics:write --scope traces:write < "$3"';
    const args = ["-c", command, node, script, name, tokenFile];
    const isAdopted = await runCommand({ command: "sh", args, cwd: root, env }).then(
      () => true,
      // Its first characters are no file name, or were revoked: a new one takes its place.
      () => false,
    );
    if (isAdopted) return "adopted";
  }
  const output = await runCommand({
    command: node,
    args: [script, "create", "--name", name, ...scopes],
    cwd: root,
    env,
  });
  const token = /^hdobs_[0-9A-Za-z]{49}$/m.exec(output)?.[0];
  if (!token) throw new Error("The token command created no token.");
  mkdirSync(path.dirname(tokenFile), { recursive: true, mode: 0o700 });
  writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 });
  chmodSync(tokenFile, 0o600);
  return "created";
}
