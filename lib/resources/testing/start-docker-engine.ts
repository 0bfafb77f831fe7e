import "server-only";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import Docker from "dockerode";
import { startProcess } from "../../../scripts/process/start-process.mjs";
import { findOnPath } from "../../../scripts/setup/find-on-path.mjs";
import { missingPrograms } from "../../../scripts/setup/missing-programs";

/** Why no Docker Engine can run here; null when one can. Installs Debian's docker.io where that is possible. */
export function whyNoDockerEngine(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "a Docker Engine needs Linux and root";
  if (!findOnPath("gcc")) return "there is no gcc to build the static program of the images";
  return missingPrograms({ dockerd: "docker.io" }).length === 0
    ? null
    : "there is no dockerd, and apt-get could not install docker.io";
}

/**
 * A Docker Engine of its own: data, state, socket and pid file lie in `dir`, no bridge and no firewall rules, so that
 * it does not touch another engine. `stop` and `start` affect the engine only; containers go on.
 */
export async function startDockerEngine(dir: string) {
  const dockerd = findOnPath("dockerd");
  if (!dockerd) throw new Error("There is no dockerd.");
  const socketPath = path.join(dir, "docker.sock");
  const docker = new Docker({ socketPath });
  let engine: ReturnType<typeof startProcess> | null = null;
  let log = "";

  async function start(): Promise<void> {
    engine = startProcess({
      name: "dockerd",
      command: dockerd ?? "",
      args: [
        `--data-root=${path.join(dir, "data")}`,
        `--exec-root=${path.join(dir, "exec")}`,
        `--pidfile=${path.join(dir, "docker.pid")}`,
        `--host=unix://${socketPath}`,
        "--storage-driver=vfs",
        "--bridge=none",
        "--iptables=false",
        "--ip6tables=false",
        "--live-restore",
        "--shutdown-timeout=5",
      ],
      onOutput: (text) => {
        log = `${log}${text}`.slice(-4000);
      },
    });
    const endMs = Date.now() + 60_000;
    while (Date.now() < endMs) {
      if (
        await docker
          .ping()
          .then(() => true)
          .catch(() => false)
      )
        return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`dockerd does not answer:\n${log}`);
  }

  async function stop(): Promise<void> {
    if (!engine?.pid) return;
    process.kill(engine.pid, "SIGTERM");
    await engine.exited;
    engine = null;
  }

  /** Ends the engine and all it started. */
  async function destroy(): Promise<void> {
    if (!engine) await start();
    for (const { Id } of await docker.listContainers({ all: true })) {
      await docker
        .getContainer(Id)
        .remove({ force: true })
        .catch(() => {});
    }
    await stop();
    // The engine bind-mounts its data directory onto itself and, with live-restore, does not undo that.
    spawnSync("umount", ["-l", path.join(dir, "data")]);
  }

  await start();
  return { host: `unix://${socketPath}`, docker, start, stop, destroy };
}

/** Builds lib/resources/testing/ballast.c as static programs of these names and imports them as one image. */
export async function importBallast(docker: Docker, dir: string, names: readonly string[]): Promise<string> {
  const tree = path.join(dir, "image");
  mkdirSync(tree, { recursive: true });
  const built = path.join(dir, "ballast");
  execFileSync("gcc", ["-static", "-O1", "-o", built, path.join(import.meta.dirname, "ballast.c")]);
  for (const name of names) {
    copyFileSync(built, path.join(tree, name));
    chmodSync(path.join(tree, name), 0o755);
  }
  const archive = path.join(dir, "image.tar");
  execFileSync("tar", ["-C", tree, "-cf", archive, "."]);
  const stream = await docker.importImage(archive, { repo: "ballast", tag: "test" });
  await new Promise((resolve, reject) =>
    docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve(null))),
  );
  return "ballast:test";
}

export type ContainerPlan = {
  name: string;
  command: string[];
  memoryBytes: number;
  labels?: Record<string, string>;
  restart?: boolean;
};

/** Starts a container with a hard memory limit and no swap of its own. */
export async function runContainer(docker: Docker, image: string, plan: ContainerPlan): Promise<string> {
  const container = await docker.createContainer({
    name: plan.name,
    Image: image,
    Cmd: plan.command,
    Labels: plan.labels,
    HostConfig: {
      Memory: plan.memoryBytes,
      MemorySwap: plan.memoryBytes,
      NetworkMode: "none",
      RestartPolicy: plan.restart ? { Name: "always" } : undefined,
    },
  });
  await container.start();
  return container.id;
}
