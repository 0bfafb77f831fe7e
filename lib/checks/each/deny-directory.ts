import "server-only";
import { randomInt } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stackContainers } from "../stack-containers";
import { type Check, type Deployment, failed, type Outcome, ok, unknown } from "../types";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const random = (length: number) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
const logWaitMsMax = 6000;

/**
 * Plants a deny file for a token that nobody has, presents the token to the gate, and reads in its log why it was
 * refused.
 */
async function tryDenyFile({ ask, hosts, read, seen, named }: Deployment): Promise<Outcome> {
  const id = random(10);
  const file = path.join(seen.denyDir, id);
  await writeFile(file, "");
  try {
    const headers = { authorization: `Bearer hdobs_${id}${random(39)}` };
    const { status } = await ask(hosts.ingest, "/v1/traces", { method: "POST", body: "", headers });
    if (status !== 401) return failed("deny-file-ignored", named.denyDir, { status });
    const endMs = Date.now() + logWaitMsMax;
    for (;;) {
      const log = await read(seen.gateLog);
      if (log === null) return unknown("gate-log-missing", named.gateLog);
      // Any other refusal of an unknown token leaves its id out of the log.
      const line = log.split("\n").findLast((text) => text.includes(`"token":"${id}"`));
      if (line?.includes('"refusal":"denied"')) return ok(named.denyDir, { status });
      if (Date.now() > endMs) return failed("deny-file-ignored", named.denyDir, { status });
      await sleep(200);
    }
  } finally {
    await rm(file, { force: true });
  }
}

/** The gate reads the directory that the console writes deny files into; else an ended token would go on working. */
export const denyDirectory: Check = {
  name: "deny-directory",
  place: "ingest",
  title: "Ended tokens are refused at the gate",
  run: async (deployment) => {
    const { docker, read, seen, named } = deployment;
    const console = (await stackContainers(docker)).find(({ service }) => service === "console")?.info;
    const mount = console?.Mounts.find(({ Destination }) => Destination === "/deny");
    if (!mount?.RW) return [failed("deny-directory-not-mounted", named.denyDir)];
    const gate = await read(seen.vhosts[0] ?? "");
    if (gate === null) return [failed("gate-not-installed", named.vhosts[0] ?? "")];
    const asked = /if \(-f ([^\s)]+)\/\$gate_token\)/.exec(gate)?.[1] ?? "";
    if (asked !== mount.Source) {
      return [failed("deny-directory-differs", named.denyDir, { gate: asked, console: mount.Source })];
    }
    return [await tryDenyFile(deployment)];
  },
};
