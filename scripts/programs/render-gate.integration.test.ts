import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runCommand } from "../process/run-command.mjs";
import { temporaryDir } from "../run/test-helpers";
import { obtainGixy } from "../setup/obtain-gixy.mjs";
import { backendOf } from "./launch-of.mjs";
import { renderGate, renderNginx } from "./render-gate.mjs";

let gixy = "";
beforeAll(async () => {
  gixy = await obtainGixy();
}, 300_000);

/** Writes the whole configuration into a directory of its own and returns its file. */
function write(listen: string, metricsUrl = "http://127.0.0.1:8428/insert/0/api/v1/write"): string {
  const dir = temporaryDir();
  for (const part of ["deny", "log", "temp", "cache"]) mkdirSync(path.join(dir, part));
  const config = path.join(dir, "nginx.conf");
  writeFileSync(path.join(dir, "secret.conf"), 'proxy_set_header X-Gate-Secret "x";\n');
  const gate = renderGate({
    listen,
    consoleAddress: "127.0.0.1:3101",
    metricsUrl,
    tracesUrl: "http://127.0.0.1:4318/v1/traces",
    denyDir: path.join(dir, "deny"),
    cacheDir: path.join(dir, "cache"),
    secretFile: path.join(dir, "secret.conf"),
    logFile: path.join(dir, "log/access.log"),
  });
  writeFileSync(path.join(dir, "gate.conf"), gate);
  writeFileSync(config, renderNginx({ dir, runsAsRoot: process.getuid?.() === 0 }));
  return config;
}

type Finding = { plugin: string; summary: string; reason: string };

async function findings(config: string): Promise<Finding[]> {
  // It exits with 1 where it found something; what counts is what it says.
  const report = path.join(path.dirname(config), "gixy.json");
  // What try_files costs, one look for a file, is paid by requests that are refused anyway.
  const args = ["--skips", "try_files_is_evil_too", "--format", "json", "--output", report, config];
  await runCommand({ command: gixy, args }).catch(() => {});
  return JSON.parse(readFileSync(report, "utf8")) as Finding[];
}

test("gixy finds nothing in the gate, and finds what is put there for it", async () => {
  expect(await findings(write("listen 127.0.0.1:8080;"))).toEqual([]);
  const bad = "listen 127.0.0.1:8080;\nlocation /bad { return 302 http://$host$uri; }";
  expect(JSON.stringify(await findings(write(bad)))).toContain("http_splitting");
});

test("nginx itself takes it, with an https upstream and as a host with TLS and HTTP/2", async () => {
  const nginx = await backendOf("nginx", undefined);
  if (nginx.via === "docker") throw new Error("This test needs an nginx binary.");
  const check = (config: string) =>
    runCommand({ command: nginx.command, args: ["-t", "-p", path.dirname(config), "-c", config] });
  expect(await check(write("listen 127.0.0.1:8080;", "https://127.0.0.1/api/v1/write"))).toContain(
    "test is successful",
  );

  const dir = temporaryDir();
  const [key, certificate] = [path.join(dir, "key.pem"), path.join(dir, "cert.pem")];
  const subject = ["-subj", "/CN=obs.example.com", "-days", "2", "-nodes"];
  const files = ["-keyout", key, "-out", certificate];
  await runCommand({ command: "openssl", args: ["req", "-x509", "-newkey", "rsa:2048", ...subject, ...files] });
  const tls = `listen 127.0.0.1:8443 ssl http2;\nssl_certificate ${certificate};\nssl_certificate_key ${key};`;
  expect(await check(write(tls))).toContain("test is successful");
});
