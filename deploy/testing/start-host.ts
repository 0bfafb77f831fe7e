import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import Docker from "dockerode";
import { runCommand } from "@/scripts/process/run-command.mjs";
import { startProcess } from "@/scripts/process/start-process.mjs";
import { findOnPath } from "@/scripts/setup/find-on-path.mjs";
import { missingPrograms } from "@/scripts/setup/missing-programs";
import { obtainCompose } from "@/scripts/setup/obtain-compose.mjs";

/** Why no deployment can be tried here; null when one can. Installs Debian's packages where that is possible. */
export function whyNoHost(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "network namespaces and dockerd need Linux and root";
  const programs = { dockerd: "docker.io", nginx: "nginx-light", busybox: "busybox-static", iptables: "iptables" };
  const still = missingPrograms(programs);
  if (still.length > 0) return `there is no ${still.join(", ")}`;
  return findOnPath("go") ? null : "there is no Go toolchain to build the compose plugin";
}

export type Host = Awaited<ReturnType<typeof startHost>>;

/**
 * A host of its own: a network namespace, and in it a Docker Engine with bridges and firewall rules, whose ports and
 * addresses meet nobody else's. Everything lies in `dir`.
 */
export async function startHost(dir: string) {
  const compose = await obtainCompose();
  const namespace = `obs-${process.pid}-${Date.now() % 100_000}`;
  const inside = [`--net=/run/netns/${namespace}`, "--"];
  const socketPath = path.join(dir, "docker.sock");
  const config = path.join(dir, "docker-config");
  mkdirSync(path.join(config, "cli-plugins"), { recursive: true });
  symlinkSync(compose, path.join(config, "cli-plugins/docker-compose"));
  // Debian's own first: it builds with BuildKit without a plugin.
  const searchPath = `/usr/sbin:/usr/bin:/sbin:/bin:${process.env.PATH}`;
  const env = {
    PATH: searchPath,
    DOCKER_HOST: `unix://${socketPath}`,
    DOCKER_CONFIG: config,
    DOCKER_BUILDKIT: "1",
    COMPOSE_PROGRESS: "plain",
  };
  let log = "";

  await runCommand({ command: "ip", args: ["netns", "add", namespace] });
  await runCommand({ command: "nsenter", args: [...inside, "ip", "link", "set", "lo", "up"] });
  const docker = new Docker({ socketPath });
  const engine = startProcess({
    name: "dockerd",
    command: "nsenter",
    args: [
      ...inside,
      "dockerd",
      `--data-root=${path.join(dir, "docker")}`,
      `--exec-root=${path.join(dir, "exec")}`,
      `--pidfile=${path.join(dir, "docker.pid")}`,
      `--host=unix://${socketPath}`,
      "--bridge=none",
      "--shutdown-timeout=5",
    ],
    env: { PATH: searchPath },
    onOutput: (text) => {
      log = `${log}${text}`.slice(-8000);
    },
  });
  const answers = () =>
    docker.ping().then(
      () => true,
      () => false,
    );
  const endMs = Date.now() + 60_000;
  while (!(await answers())) {
    if (Date.now() > endMs) throw new Error(`dockerd does not answer:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  /** Runs a command on the host and returns its output; rejects with it when it fails. */
  const run = (command: string, args: string[], options: { env?: Record<string, string>; cwd?: string } = {}) =>
    runCommand({
      command: "nsenter",
      args: [...inside, command, ...args],
      cwd: options.cwd,
      env: { ...env, ...options.env },
    });

  /** Starts a program on the host that goes on until it is stopped. */
  const start = (name: string, command: string, args: string[], onOutput?: (text: string) => void) =>
    startProcess({
      name,
      command: "nsenter",
      args: [...inside, command, ...args],
      env,
      onOutput,
    });

  /** Ends the engine, all it started and the namespace. */
  async function destroy(): Promise<void> {
    for (const { Id } of await docker.listContainers({ all: true }).catch(() => [])) {
      await docker
        .getContainer(Id)
        .remove({ force: true })
        .catch(() => {});
    }
    if (engine.pid) process.kill(engine.pid, "SIGTERM");
    await engine.exited;
    for (const mounted of ["docker", "exec/netns/default"]) spawnSync("umount", ["-l", path.join(dir, mounted)]);
    spawnSync("ip", ["netns", "del", namespace]);
  }

  return { dir, namespace, docker, env, run, start, destroy, engineLog: () => log };
}
