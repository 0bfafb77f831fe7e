import path from "node:path";
import { buildConsole } from "@/scripts/setup/build-console.mjs";
import { buildConsoleImage, importImages } from "./import-images";
import { startHost } from "./start-host";

const root = path.resolve(import.meta.dirname, "../..");
const image = "honeydue-obs-console:test";

/** Who can sign in to the demo's console. */
export const demoAdmin = { email: "admin@demo.test", password: "the-admin-of-the-demo" };
export const demoUrls = {
  console: "http://127.0.0.1:3100",
  gate: "http://127.0.0.1:8080",
  vm: "http://127.0.0.1:8428",
};

/** A host with Docker and the pinned images, for compose.yaml beside compose.demo.yaml. Nothing runs yet. */
export async function startDemoStack(dir: string) {
  await buildConsole({ root });
  const host = await startHost(dir);
  await importImages(host);
  await buildConsoleImage(host, image);
  const env = {
    OBS_CONSOLE_IMAGE: image,
    OBS_DOCKER_SOCKET: path.join(dir, "docker.sock"),
    OBS_DATA_ROOT: path.join(dir, "data"),
    OBS_SECRETS_ROOT: path.join(dir, "secrets"),
    OBS_ADMIN_EMAIL: demoAdmin.email,
    OBS_ADMIN_PASSWORD: demoAdmin.password,
  };
  const files = ["-f", "deploy/compose.yaml", "-f", "deploy/compose.demo.yaml"];
  const compose = (...args: string[]) => host.run("docker", ["compose", ...files, ...args], { cwd: root, env });
  const up = () => compose("up", "-d", "--no-build", "--wait", "--wait-timeout", "240");

  /** Runs a script on the host, whose ports nobody else reaches, and reads the JSON that it prints last. */
  async function runScript(script: string, ...args: string[]): Promise<unknown> {
    const output = await host.run(process.execPath, [path.join(root, script), ...args], { cwd: root });
    return JSON.parse(output.trim().split("\n").at(-1) ?? "");
  }
  const ask = (...paths: string[]) =>
    runScript("deploy/testing/ask-console.mjs", demoUrls.console, JSON.stringify(demoAdmin), ...paths);

  return { host, image, compose, up, ask, runScript };
}
