import { readFileSync } from "node:fs";
import path from "node:path";
import { fillTemplate, plainPath, upstreamUrl } from "./nginx-words.mjs";

const templates = path.resolve(import.meta.dirname, "../../deploy/nginx");
const read = (/** @type {string} */ name) => readFileSync(path.join(templates, name), "utf8");

/**
 * @typedef {object} GateOptions
 * @property {string} listen one or more whole listen and ssl lines
 * @property {string} consoleAddress host:port of the console's internal listener
 * @property {string | undefined} metricsUrl full URL of the endpoint; where it is not known senders get 503 and retry
 * @property {string | undefined} tracesUrl
 * @property {string} denyDir
 * @property {string} cacheDir on tmpfs
 * @property {string} secretFile beside it, in "forwarders", may stand files that name gates which forward to this one
 * @property {string} logFile
 * @property {number} [cacheSeconds] how long the console's yes holds
 * @property {number} [ratePerSecond] requests a second of one address; one vmagent and an exporter send about 2
 * @property {number} [rateBurst]
 */

/**
 * An upstream that keeps its connections, and the words that pass a request to it.
 * @param {string} name @param {string} title @param {string | undefined} text
 */
function upstreamOf(name, title, text) {
  if (!text) return { block: "", pass: "add_header Retry-After 30 always;\n    return 503;" };
  const url = new URL(upstreamUrl(title, text));
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const block = [
    `upstream ${name} {`,
    `  server ${url.hostname}:${port};`,
    // As many as senders at the same time; beyond them each request would open a connection of its own.
    "  keepalive 64;",
    // Below the 60 s after which VictoriaMetrics closes an idle connection.
    "  keepalive_timeout 30s;",
    "}",
    "",
  ];
  const pass = [
    "# The token ends here.",
    'proxy_set_header Authorization "";',
    'proxy_set_header Connection "";',
    `proxy_set_header Host ${url.host};`,
    ...(url.protocol === "https:" ? [`proxy_ssl_name ${url.hostname};`] : []),
    `proxy_pass ${url.protocol}//${name}${url.pathname};`,
  ];
  return { block: block.join("\n"), pass: pass.join("\n    ") };
}

/**
 * The gate for nginx's http block: maps, zones, upstreams and the server. Throws for a setting that nginx would read
 * as something else.
 * @param {GateOptions} options
 * @returns {string}
 */
export function renderGate(options) {
  const { consoleAddress, cacheSeconds = 10, ratePerSecond = 50, rateBurst = 200 } = options;
  if (!/^[A-Za-z0-9.[\]:-]+:\d+$/.test(consoleAddress)) throw new Error(`"${consoleAddress}" is no host:port.`);
  for (const [name, value] of Object.entries({ cacheSeconds, ratePerSecond, rateBurst })) {
    if (!Number.isInteger(value) || value < 1) throw new Error(`${name}: ${value} is no whole number above 0.`);
  }
  const metrics = upstreamOf("gate_metrics", "The metrics upstream", options.metricsUrl);
  const traces = upstreamOf("gate_traces", "The traces upstream", options.tracesUrl);
  return fillTemplate(read("gate.conf.template"), {
    listen: options.listen.replace(/^/gm, "  "),
    console: consoleAddress,
    metricsUpstream: metrics.block,
    tracesUpstream: traces.block,
    metrics: metrics.pass,
    traces: traces.pass,
    denyDir: plainPath("The directory of deny files", options.denyDir),
    cacheDir: plainPath("The gate's cache", options.cacheDir),
    secretFile: plainPath("The gate's secret", options.secretFile),
    forwardersDir: plainPath("The gate's secret", `${path.dirname(options.secretFile)}/forwarders`),
    logFile: plainPath("The gate's log", options.logFile),
    cacheSeconds: String(cacheSeconds),
    ratePerSecond: String(ratePerSecond),
    rateBurst: String(rateBurst),
    metricsBodyMax: "32m",
    tracesBodyMax: "20m",
  });
}

/**
 * A whole nginx around `<dir>/gate.conf`.
 * @param {{ dir: string, runsAsRoot: boolean, workers?: number }} options
 * @returns {string}
 */
export function renderNginx({ dir, runsAsRoot, workers = 1 }) {
  return fillTemplate(read("nginx.conf.template"), {
    dir: plainPath("The gate's directory", dir),
    workers: String(workers),
    // As root nginx would hand its workers to "nobody", who cannot write into this user's directory.
    user: runsAsRoot ? "user root;" : "",
  });
}
