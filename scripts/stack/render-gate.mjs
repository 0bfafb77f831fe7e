/**
 * An upstream's URL as it may stand in an nginx configuration. Throws for what nginx would read as more than a URL.
 * @param {string} name @param {string} text
 */
function upstreamUrl(name, text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = /^https?:\/\/[A-Za-z0-9._~:/%[\]-]+$/.test(text);
  if (!url || !plain || url.username || url.search || url.hash) {
    throw new Error(`${name}: "${text}" is no plain http(s) URL that the gate can pass to.`);
  }
  return text.replace(/\/+$/, "");
}

/** @param {string} name @param {string} text */
function plainPath(name, text) {
  if (/["\\${};\n]/.test(text)) throw new Error(`${name}: nginx cannot take the path ${JSON.stringify(text)}.`);
  return text;
}

/**
 * Renders the simple gate's configuration. Upstreams are full URLs of the two endpoints; one that is not known
 * answers 503, which both senders retry.
 * @param {{ template: string, dir: string, listen: string, metricsUrl: string | undefined,
 *   tracesUrl: string | undefined, runsAsRoot: boolean }} options
 * @returns {string}
 */
export function renderGate({ template, dir, listen, metricsUrl, tracesUrl, runsAsRoot }) {
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
  return template.replace(/\{\{(\w+)\}\}/g, (whole, key) => values[key] ?? whole);
}

/**
 * The map that sets $gate_allowed, with the token in it: to be written with mode 0600.
 * @param {string} token
 */
export function renderTokenMap(token) {
  const pattern = token.replace(/[+]/g, "\\+");
  return `map $http_authorization $gate_allowed {\n  default 0;\n  "~^Bearer ${pattern}$" 1;\n}\n`;
}
