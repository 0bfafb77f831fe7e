import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "../../process/free-port.mjs";
import { startAndWait } from "../../process/start-and-wait.mjs";
import { backendOf } from "../../programs/launch-of.mjs";

/**
 * Starts an nginx with a configuration of its own, one worker, no log: what the gate is compared with.
 * @param {{ dir: string, http: string, port: number }} options
 */
async function startNginx({ dir, http, port }) {
  const found = await backendOf("nginx", undefined);
  if (found.via === "docker") throw new Error("The benchmark needs an nginx binary.");
  mkdirSync(path.join(dir, "temp"), { recursive: true });
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path temp/${name};`);
  const config = path.join(dir, "nginx.conf");
  const user = process.getuid?.() === 0 ? "user root;" : "";
  writeFileSync(
    config,
    `daemon off; worker_processes 1; pcre_jit on; pid nginx.pid; ${user} error_log error.log warn;
events { worker_connections 2048; }
http { access_log off; keepalive_requests 1000000; ${temp.join(" ")}
${http} }`,
  );
  const url = `http://127.0.0.1:${port}`;
  const args = ["-p", dir, "-c", config, "-e", path.join(dir, "error.log")];
  const logFile = path.join(dir, "nginx.log");
  return startAndWait({
    name: "nginx",
    command: found.command,
    args,
    logFile,
    url,
    readyUrl: `${url}/`,
    accept: () => true,
  });
}

/** Stands behind all of them: takes everything, answers 204. @param {string} dir */
export async function startUpstream(dir) {
  const port = await freePort();
  const http = `server { listen 127.0.0.1:${port}; client_max_body_size 32m; location / { return 204; } }`;
  return startNginx({ dir, http, port });
}

/**
 * nginx before the upstream: without a check, or with the plan's comparison of the one token; nothing else that costs
 * but, where asked for, nginx's usual log, buffered as the gate's. As many kept connections as the gate has.
 * @param {{ dir: string, upstreamUrl: string, token: string | null, log?: boolean }} options
 */
export async function startPlainNginx({ dir, upstreamUrl, token, log = false }) {
  const port = await freePort();
  const { host } = new URL(upstreamUrl);
  const check = token ? `if ($http_authorization != "Bearer ${token}") { return 401; }` : "";
  const access = log ? "access_log access.log combined buffer=64k flush=1s;" : "";
  const http = `upstream up { server ${host}; keepalive 64; }
server { listen 127.0.0.1:${port}; ${access} client_max_body_size 32m; client_body_buffer_size 1m;
  proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Authorization "";
  location = /api/v1/write { ${check} proxy_pass http://up; } }`;
  return startNginx({ dir, http, port });
}

/** @param {{ dir: string, command: string, upstreamUrl: string, token: string }} options */
export async function startVmauth({ dir, command, upstreamUrl, token }) {
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const config = path.join(dir, "auth.yaml");
  const urlMap = `[{src_paths: ["/api/v1/write"], url_prefix: "${upstreamUrl}"}]`;
  writeFileSync(config, `users: [{bearer_token: "${token}", url_map: ${urlMap}}]\n`, { mode: 0o600 });
  const url = `http://127.0.0.1:${port}`;
  const args = [`-auth.config=${config}`, `-httpListenAddr=127.0.0.1:${port}`, "-loggerLevel=WARN"];
  const logFile = path.join(dir, "vmauth.log");
  return startAndWait({ name: "vmauth", command, args, logFile, url, readyUrl: `${url}/health` });
}
