// What install.sh does on a host, for compose.demo.yaml: directories with their owners, secrets, the gate's nginx and
// vmagent's configuration. As root, before all else: prepare-demo.mjs DATA SECRETS. What is there stays.
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { renderGate, renderNginx } from "../programs/render-gate.mjs";
import { scrapeConfig, writeTargets } from "../programs/write-scrape-config.mjs";

const [data = "", secrets = ""] = process.argv.slice(2);
if (!data || !secrets) {
  console.error("Where? prepare-demo.mjs DATA SECRETS");
  process.exit(2);
}
/** Users of lib/plan/stack.ts, which plain Node cannot import; compose.yaml has them too, and a test holds them equal. */
const owners = { victoriametrics: 10428, jaeger: 10001, grafana: 472, console: 10310 };
const directories = /** @type {const} */ ([
  ["vm", 0o750, owners.victoriametrics],
  ["jaeger", 0o750, owners.jaeger],
  ["jaeger/keys", 0o750, owners.jaeger],
  ["jaeger/values", 0o750, owners.jaeger],
  ["grafana", 0o750, owners.grafana],
  ...["console", "gate", "gate/deny", "gate/log", "gate/temp", "demo", "kernel-log"].map(
    (name) => /** @type {const} */ ([name, 0o700, owners.console]),
  ),
]);

/** @param {string} dir @param {number} mode @param {number} user @param {number} group */
function directory(dir, mode, user, group) {
  mkdirSync(dir, { recursive: true });
  chownSync(dir, user, group);
  chmodSync(dir, mode);
}

/** A file that one user alone reads. @param {string} file @param {string} text @param {number} user */
function give(file, text, user) {
  writeFileSync(file, text, { mode: 0o600 });
  chownSync(file, user, user);
}

/** Random hexadecimal digits, made once. @param {string} file @param {number} user */
function secret(file, user) {
  if (!existsSync(file)) give(file, randomBytes(32).toString("hex"), user);
  return readFileSync(file, "utf8");
}

// The console's group may look into the stores' directories: it measures their sizes.
for (const [name, mode, user] of directories) directory(path.join(data, name), mode, user, owners.console);
directory(secrets, 0o711, 0, 0);
for (const name of /** @type {const} */ (["victoriametrics", "grafana"])) {
  directory(path.join(secrets, name), 0o500, owners[name], owners[name]);
}
secret(path.join(secrets, "victoriametrics/victoriametrics-admin-key"), owners.victoriametrics);
secret(path.join(secrets, "grafana/admin-password"), owners.grafana);
const internal = secret(path.join(data, "console/internal-secret"), owners.console);
give(path.join(secrets, "victoriametrics/console-internal-secret"), internal, owners.victoriametrics);

const gate = renderGate({
  listen: "listen 8080;",
  // Names of compose.demo.yaml, whose addresses stay the same.
  consoleAddress: "console-in-stores:3101",
  metricsUrl: "http://victoriametrics:8428/api/v1/write",
  tracesUrl: "http://jaeger:4318/v1/traces",
  denyDir: "/gate/deny",
  cacheDir: "/dev/shm/gate",
  secretFile: "/gate/secret.conf",
  logFile: "/gate/log/access.log",
});
give(path.join(data, "gate/secret.conf"), `proxy_set_header X-Gate-Secret "${internal}";\n`, owners.console);
give(path.join(data, "gate/gate.conf"), gate, owners.console);
give(path.join(data, "gate/nginx.conf"), renderNginx({ dir: "/gate", runsAsRoot: false }), owners.console);

const targets = path.join(data, "demo/targets.json");
const scrape = { scrapeIntervalSeconds: 15, targetsFile: "/demo/targets.json", ownAddress: "127.0.0.1:8429" };
give(path.join(data, "demo/scrape.yaml"), scrapeConfig(scrape), owners.console);
writeTargets(targets, ["demo:8000"]);
chownSync(targets, owners.console, owners.console);
console.log("Directories, secrets and the gate are ready.");
