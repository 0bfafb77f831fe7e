import { fillTemplate, plainPath, upstreamUrl } from "./nginx-words.mjs";

/**
 * Renders the simple gate's configuration. Upstreams are full URLs of the two endpoints; one that is not known
 * answers 503, which both senders retry.
 * @param {{ template: string, dir: string, listen: string, metricsUrl: string | undefined,
 *   tracesUrl: string | undefined, runsAsRoot: boolean }} options
 * @returns {string}
 */
export function renderSimpleGate({ template, dir, listen, metricsUrl, tracesUrl, runsAsRoot }) {
  /** @param {string} name @param {string | undefined} url */
  const pass = (name, url) =>
    url ? `proxy_pass ${upstreamUrl(name, url)};` : "add_header Retry-After 30 always; return 503;";
  /** @type {Record<string, string>} */
  const values = {
    dir: plainPath("The gate's directory", dir),
    listen,
    metrics: pass("The metrics upstream", metricsUrl),
    traces: pass("The traces upstream", tracesUrl),
    // As root nginx would hand its workers to "nobody", who cannot write into this user's directory.
    user: runsAsRoot ? "user root;" : "",
  };
  return fillTemplate(template, values);
}

/**
 * The map that sets $gate_allowed, with the token in it: to be written with mode 0600.
 * @param {string} token
 */
export function renderTokenMap(token) {
  const pattern = token.replace(/[+]/g, "\\+");
  return `map $http_authorization $gate_allowed {\n  default 0;\n  "~^Bearer ${pattern}$" 1;\n}\n`;
}
