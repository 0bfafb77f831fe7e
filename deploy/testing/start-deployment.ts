import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { verifyReportSchema } from "@/lib/checks/report";
import { stackPaths } from "@/lib/plan/stack";
import { runCommand } from "@/scripts/process/run-command.mjs";
import { buildConsole } from "@/scripts/setup/build-console.mjs";
import { buildConsoleImage, importImages } from "./import-images";
import { startHost } from "./start-host";

const root = path.resolve(import.meta.dirname, "../..");
export const domain = "example.test";
const image = "honeydue-obs-console:test";

/** nginx as Ubuntu lays it out, below a scratch root. */
function plantNginx(hostRoot: string): void {
  mkdirSync(path.join(hostRoot, "etc/nginx/conf.d"), { recursive: true });
  const config = `user www-data;
pid ${hostRoot}/nginx.pid;
error_log ${hostRoot}/nginx-error.log warn;
events { worker_connections 512; }
http { access_log off; include ${hostRoot}/etc/nginx/conf.d/*.conf; }
`;
  writeFileSync(path.join(hostRoot, "etc/nginx/nginx.conf"), config);
}

/** A certificate of an authority of our own for the three hosts (or others), valid for `days`. */
export async function writeCertificate(
  dir: string,
  days: number,
  names = ["obs", "grafana", "console"],
): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const openssl = (...args: string[]) => runCommand({ command: "openssl", args, cwd: dir });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  try {
    readFileSync(path.join(dir, "ca.pem"));
  } catch {
    await openssl("req", "-x509", ...key, "-days", "30", "-subj", "/CN=Test CA", "-keyout", "ca.key", "-out", "ca.pem");
  }
  const subjects = names.map((name) => `DNS:${name}.${domain}`).join(",");
  const request = ["-subj", `/CN=${names[0]}.${domain}`, "-addext", `subjectAltName=${subjects}`];
  await openssl("req", ...key, ...request, "-keyout", "key.pem", "-out", "request.pem");
  const sign = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-copy_extensions", "copy"];
  await openssl("x509", "-req", "-in", "request.pem", ...sign, "-days", String(days), "-out", "cert.pem");
}

export type Deployment = Awaited<ReturnType<typeof startDeployment>>;

/**
 * A host with Docker, the pinned images and nginx, on which install.sh can run. Nothing is installed yet.
 * `withConsole: false`: the console's image is not there, as on a new box.
 */
export async function startDeployment(dir: string, { withConsole = true }: { withConsole?: boolean } = {}) {
  await buildConsole({ root });
  const host = await startHost(dir);
  const hostRoot = path.join(dir, "root");
  const certificates = path.join(dir, "certificates");
  plantNginx(hostRoot);
  await importImages(host);
  if (withConsole) await buildConsoleImage(host, image);
  await writeCertificate(certificates, 60);
  const paths = stackPaths(hostRoot);
  const env = { OBS_ROOT: hostRoot };

  const install = (...more: string[]) => {
    const own = ["--certificate", `${certificates}/cert.pem`, "--key", `${certificates}/key.pem`];
    const args = ["--root", hostRoot, "--domain", domain, "--image", image, ...own, "--no-verify", ...more];
    return host.run(path.join(root, "deploy/install.sh"), args);
  };

  /** Every outcome that is not well, as "code subject"; of these checks, or of all. */
  async function verify(
    only?: string,
    more: { env?: Record<string, string>; args?: string[] } = {},
  ): Promise<string[]> {
    const args = ["--json", "--connect", "127.0.0.1", "--ca", `${certificates}/ca.pem`, ...(more.args ?? [])];
    // The exit status says the same as the report.
    const command = `"$0" "$@" || [ $? -le 2 ]`;
    const words = ["-c", command, path.join(paths.home, "verify.sh"), ...args, ...(only ? ["--only", only] : [])];
    const output = await host.run("sh", words, { env: { ...env, ...more.env } });
    const report = verifyReportSchema.parse(JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)));
    return report.checks.flatMap(({ outcomes }) =>
      outcomes.filter(({ state }) => state !== "ok").map(({ code, subject }) => `${code} ${subject}`),
    );
  }

  const compose = (...args: string[]) => host.run("docker", ["compose", ...args], { cwd: paths.home });
  /** Runs services with other settings than the plan's; without an override as planned again. */
  async function up(services: string[], override?: object): Promise<void> {
    const file = path.join(paths.home, "fault.yaml");
    writeFileSync(file, JSON.stringify(override ?? {}));
    const files = override ? ["-f", "compose.yaml", "-f", "fault.yaml"] : [];
    await compose(...files, "up", "-d", "--no-build", "--wait", ...services);
  }

  /** Changes a file for as long as `during` runs. */
  async function withFile(file: string, change: (text: string) => string, during: () => Promise<void>): Promise<void> {
    const before = readFileSync(file, "utf8");
    writeFileSync(file, change(before));
    try {
      await during();
    } finally {
      writeFileSync(file, before);
    }
  }

  const reloadNginx = () =>
    host.run("nginx", ["-p", `${hostRoot}/etc/nginx/`, "-c", `${hostRoot}/etc/nginx/nginx.conf`, "-s", "reload"]);

  async function destroy(): Promise<void> {
    const pid = z.coerce.number().safeParse(await host.run("cat", [`${hostRoot}/nginx.pid`]).catch(() => ""));
    if (pid.success && pid.data > 1) process.kill(pid.data, "SIGTERM");
    await host.destroy();
  }

  /** State, exit code, restarts and last log lines of every container. */
  async function tellContainers(): Promise<string> {
    const format =
      "{{.Name}} {{.State.Status}} exit={{.State.ExitCode}} oom={{.State.OOMKilled}} restarts={{.RestartCount}}";
    const script = `for id in $(docker ps -aq); do docker inspect -f "${format}" $id; docker logs --tail 12 $id 2>&1; done`;
    return host.run("sh", ["-c", script]).catch((error: Error) => error.message);
  }

  const setSetting = (line: string) => appendFileSync(paths.envFile, `${line}\n`);
  return {
    host,
    hostRoot,
    certificates,
    paths,
    env,
    image,
    install,
    verify,
    compose,
    up,
    withFile,
    reloadNginx,
    setSetting,
    tellContainers,
    destroy,
  };
}
