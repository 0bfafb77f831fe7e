import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "@/scripts/process/run-command.mjs";
import { startProcess } from "@/scripts/process/start-process.mjs";
import { findOnPath } from "@/scripts/setup/find-on-path.mjs";
import { missingPrograms } from "@/scripts/setup/missing-programs";

/** How `migrate.sh --to` names the machine behind this sshd. */
export const sshName = "new-box";

/** Installs OpenSSH's server where it is missing and can be had; its service is not started. */
function obtainSshd(): string {
  missingPrograms({ sshd: "openssh-server", ssh: "openssh-client" });
  const found = findOnPath("sshd");
  if (!found) throw new Error("There is no sshd. apt-get install openssh-server");
  return found;
}

/** Where a program runs: this machine, or a host with a network of its own (start-host.ts). */
type Machine = {
  run: (command: string, args: string[]) => Promise<string>;
  start: (name: string, command: string, args: string[]) => { stop: () => Promise<void> };
};
const thisMachine: Machine = {
  run: (command, args) => runCommand({ command, args }),
  start: (name, command, args) => startProcess({ name, command, args }),
};

type Options = {
  dir: string;
  address: string;
  port: number;
  /** What a shell behind it has in its environment. */
  env: Record<string, string>;
  newBox?: Machine;
  oldBox?: Machine;
};

/**
 * An OpenSSH server with keys of its own, and an `ssh` that knows it by `sshName` as an owner's ~/.ssh/config would:
 * `binDir` goes before PATH of whoever calls it.
 */
export async function startSshd(options: Options) {
  const { dir, address, port, env, newBox = thisMachine, oldBox = thisMachine } = options;
  const sshd = obtainSshd();
  mkdirSync("/run/sshd", { recursive: true });
  mkdirSync(path.join(dir, "bin"), { recursive: true });
  const at = (name: string) => path.join(dir, name);
  for (const key of ["host-key", "key"]) {
    await runCommand({ command: "ssh-keygen", args: ["-q", "-t", "ed25519", "-N", "", "-f", at(key)] });
  }
  const variables = Object.entries(env).map(([name, value]) => `"${name}=${value}"`);
  const settings = [
    `ListenAddress ${address}:${port}`,
    `HostKey ${at("host-key")}`,
    `AuthorizedKeysFile ${at("key.pub")}`,
    "StrictModes no",
    "UsePAM no",
    "PasswordAuthentication no",
    "PermitRootLogin prohibit-password",
    `PidFile ${at("sshd.pid")}`,
    ...(variables.length > 0 ? [`SetEnv ${variables.join(" ")}`] : []),
  ];
  writeFileSync(at("sshd_config"), `${settings.join("\n")}\n`);
  const client = [
    `Host ${sshName}`,
    `  HostName ${address}`,
    `  Port ${port}`,
    `  User ${userInfo().username}`,
    `  IdentityFile ${at("key")}`,
    "  IdentitiesOnly yes",
    `  UserKnownHostsFile ${at("known_hosts")}`,
    "  StrictHostKeyChecking accept-new",
    "  LogLevel ERROR",
  ];
  writeFileSync(at("ssh_config"), `${client.join("\n")}\n`);
  const real = findOnPath("ssh") ?? "ssh";
  writeFileSync(at("bin/ssh"), `#!/bin/sh\nexec ${real} -F ${at("ssh_config")} "$@"\n`);
  chmodSync(at("bin/ssh"), 0o755);
  const server = newBox.start("sshd", sshd, ["-D", "-e", "-f", at("sshd_config")]);
  const answers = () =>
    oldBox.run(at("bin/ssh"), ["-o", "BatchMode=yes", sshName, "true"]).then(
      () => null,
      (error: Error) => error.message,
    );
  for (const endMs = Date.now() + 20_000; ; await sleep(100)) {
    const fault = await answers();
    if (fault === null) break;
    if (Date.now() > endMs) throw new Error(`sshd does not answer: ${fault}`);
  }
  return { binDir: at("bin"), stop: () => server.stop() };
}
