import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import images from "@/deploy/images.json";
import { backendOf } from "@/scripts/programs/launch-of.mjs";
import { findOnPath } from "@/scripts/setup/find-on-path.mjs";
import { obtainNode } from "@/scripts/setup/obtain-node.mjs";
import type { Host } from "./start-host";

const root = path.resolve(import.meta.dirname, "../..");

async function binaryOf(name: "victoria-metrics" | "vmagent" | "jaeger" | "nginx"): Promise<string> {
  const found = await backendOf(name, undefined);
  if (found.via === "docker") throw new Error(`${name} is needed as a binary here.`);
  return found.command;
}

/** A root file system with a shell and these programs, each with the libraries it is linked against. */
function plantTree(dir: string, programs: Record<string, string>): void {
  for (const part of ["bin", "etc", "tmp", "var/log/nginx", "var/cache", "run", "var/run"]) {
    mkdirSync(path.join(dir, part), { recursive: true });
  }
  chmodSync(path.join(dir, "tmp"), 0o1777);
  copyFileSync(findOnPath("busybox") ?? "", path.join(dir, "bin/busybox"));
  for (const applet of ["sh", "wget", "grep", "cat", "ls", "find", "mv", "sleep"])
    symlinkSync("busybox", path.join(dir, "bin", applet));
  writeFileSync(path.join(dir, "etc/passwd"), "root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n");
  writeFileSync(path.join(dir, "etc/group"), "root:x:0:\nnogroup:x:65534:\n");
  for (const [place, source] of Object.entries(programs)) {
    mkdirSync(path.join(dir, path.dirname(place)), { recursive: true });
    copyFileSync(source, path.join(dir, place));
    chmodSync(path.join(dir, place), 0o755);
    plantLibraries(dir, source);
  }
}

/** What a program or module is linked against, under the same paths; nothing for a static one. */
function plantLibraries(dir: string, source: string): void {
  // Ends with 1 for a static program.
  const linked = spawnSync("ldd", [source]).stdout.toString();
  for (const [library] of linked.matchAll(/\/\S+\.so\S*/g)) {
    mkdirSync(path.join(dir, path.dirname(library)), { recursive: true });
    copyFileSync(library, path.join(dir, library));
  }
}

/** What Debian's own image has of the C library beyond what Node itself needs. */
const nativeModules = ["@libsql/linux-x64-gnu/index.node", "@node-rs/argon2-linux-x64-gnu/argon2.linux-x64-gnu.node"];

/** The programs that the images are made of. */
async function obtainPrograms() {
  const [victoriametrics, vmagent, jaeger, nginx, node] = [
    await binaryOf("victoria-metrics"),
    await binaryOf("vmagent"),
    await binaryOf("jaeger"),
    await binaryOf("nginx"),
    await obtainNode(),
  ];
  return { victoriametrics, vmagent, jaeger, nginx, node };
}

/**
 * Imports the real programs under the pinned tags. Of Grafana, whose image cannot be had without its registry, a
 * stand-in that answers the few paths which the stack asks (deploy/testing/grafana-stand-in.mjs).
 */
export async function importImages(host: Host): Promise<void> {
  const { victoriametrics, vmagent, jaeger, nginx, node } = await obtainPrograms();
  const load = async (
    tag: string,
    programs: Record<string, string>,
    changes: string[],
    add?: (tree: string) => void,
  ) => {
    const tree = path.join(host.dir, "tree");
    plantTree(tree, programs);
    add?.(tree);
    const archive = `${tree}.tar`;
    execFileSync("tar", ["-C", tree, "-cf", archive, "."]);
    await host.run("docker", ["import", ...changes.flatMap((change) => ["--change", change]), archive, tag]);
    rmSync(tree, { recursive: true });
    rmSync(archive);
  };
  const entry = (...words: string[]) => [
    `ENTRYPOINT ${JSON.stringify(words)}`,
    "ENV PATH=/usr/local/bin:/usr/sbin:/bin",
  ];
  await load(
    images["victoria-metrics"],
    { "/victoria-metrics-prod": victoriametrics },
    entry("/victoria-metrics-prod"),
  );
  await load(images.vmagent, { "/vmagent-prod": vmagent }, entry("/vmagent-prod"));
  await load(images.jaeger, { "/cmd/jaeger/jaeger-linux": jaeger }, [
    ...entry("/cmd/jaeger/jaeger-linux"),
    "USER 10001",
  ]);
  await load(images.nginx, { "/usr/sbin/nginx": nginx }, entry("nginx"), (tree) => {
    cpSync("/etc/nginx/mime.types", path.join(tree, "etc/nginx/mime.types"));
  });
  await load(images.node, { "/usr/local/bin/node": node }, ["ENV PATH=/usr/local/bin:/bin", 'CMD ["node"]'], (tree) => {
    for (const name of nativeModules) plantLibraries(tree, path.join(root, "node_modules", name));
  });
  await load(images.grafana, { "/usr/local/bin/node": node }, entry("node", "/stand-in.mjs"), (tree) => {
    copyFileSync(path.join(root, "deploy/testing/grafana-stand-in.mjs"), path.join(tree, "stand-in.mjs"));
  });
}

/** Builds the console's image by deploy/Dockerfile; its build stage is the standalone output that `npm run build` made. */
export async function buildConsoleImage(host: Host, tag: string): Promise<void> {
  const archive = path.join(host.dir, "output.tar");
  const parts = [".next/standalone", "node_modules/@prisma/schema-engine-wasm", "prisma/migrations", "deploy/nginx"];
  const scripts = ["image", "setup", "process", "programs"].map((room) => `scripts/${room}`);
  // `npm start` installs and builds for its own user alone; in a container another user reads it.
  const words = ["-C", root, "--mode=a+rX", "--transform", "s,^,app/,", "-chf", archive];
  execFileSync("tar", [...words, ...parts, ...scripts]);
  await host.run("docker", ["import", archive, "console-output:test"]);
  rmSync(archive);
  const build = ["build", "-f", "deploy/Dockerfile", "--build-arg", "BUILD_STAGE=console-output:test", "-t", tag, "."];
  await host.run("docker", build, { cwd: root });
}
