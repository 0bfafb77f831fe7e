import { readFileSync } from "node:fs";
import path from "node:path";
import { fillTemplate, plainPath } from "./nginx-words.mjs";
import { renderGate } from "./render-gate.mjs";

const templates = path.resolve(import.meta.dirname, "../../deploy/nginx");
const read = (/** @type {string} */ name) => readFileSync(path.join(templates, name), "utf8");

/** @param {string} name @param {string} text */
function plainHost(name, text) {
  if (!/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text)) throw new Error(`${name}: "${text}" is no host name.`);
  return text;
}

/**
 * @typedef {object} HostSettings
 * @property {{ grafana: string, ingest: string, console: string }} hosts
 * @property {string} certificate file of the chain
 * @property {string} certificateKey
 * @property {{ console: number, internal: number, grafana: number, victoriametrics: number, otlp: number }} ports on
 *   127.0.0.1
 * @property {{ acmeWebroot: string, htpasswd: string, denyDir: string, cacheDir: string, gateSecret: string,
 *   gateLog: string }} paths
 * @property {boolean} [ipv6] whether the host has it; nginx does not start on an address family that is not there
 */

/**
 * The three public hosts for nginx's http block: the gate, the console (with plain HTTP of all), Grafana. Throws for a
 * setting that nginx would read as something else.
 * @param {HostSettings} settings
 * @returns {{ gate: string, console: string, grafana: string }}
 */
export function renderHosts({ hosts, certificate, certificateKey, ports, paths, ipv6 = true }) {
  const host = {
    grafana: plainHost("Grafana's host", hosts.grafana),
    ingest: plainHost("The gate's host", hosts.ingest),
    console: plainHost("The console's host", hosts.console),
  };
  const both = (/** @type {string} */ port) => [`listen ${port};`, ...(ipv6 ? [`listen [::]:${port};`] : [])];
  const tls = [
    // As a word of "listen", which every nginx of 1.22 to 1.30 takes (from 1.25 with a warning).
    ...both("443 ssl http2"),
    `ssl_certificate ${plainPath("The certificate", certificate)};`,
    `ssl_certificate_key ${plainPath("The certificate's key", certificateKey)};`,
    "ssl_protocols TLSv1.2 TLSv1.3;",
    "ssl_session_cache shared:honeydue_obs:1m;",
    "ssl_session_tickets off;",
  ];
  const indented = (/** @type {string[]} */ lines) => lines.map((line) => `  ${line}`).join("\n");
  const forwardersDir = plainPath("The gate's secret", `${path.dirname(paths.gateSecret)}/forwarders`);
  const local = (/** @type {number} */ port) => `127.0.0.1:${port}`;
  return {
    gate: renderGate({
      listen: [...tls, `server_name ${host.ingest};`].join("\n"),
      consoleAddress: local(ports.internal),
      metricsUrl: `http://${local(ports.victoriametrics)}/api/v1/write`,
      tracesUrl: `http://${local(ports.otlp)}/v1/traces`,
      denyDir: paths.denyDir,
      cacheDir: paths.cacheDir,
      secretFile: paths.gateSecret,
      logFile: paths.gateLog,
    }),
    console: fillTemplate(read("console.conf.template"), {
      console: local(ports.console),
      listenPlain: indented(both("80")),
      listen: indented(tls),
      hosts: `${host.console} ${host.grafana} ${host.ingest}`,
      consoleHost: host.console,
      forwardersDir,
      ingestHost: host.ingest,
      acmeWebroot: plainPath("The webroot", paths.acmeWebroot),
    }),
    grafana: fillTemplate(read("grafana.conf.template"), {
      grafana: local(ports.grafana),
      listen: indented(tls),
      grafanaHost: host.grafana,
      forwardersDir,
      htpasswd: plainPath("The password file", paths.htpasswd),
    }),
  };
}
