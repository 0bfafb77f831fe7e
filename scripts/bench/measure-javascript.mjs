import { gzipSync } from "node:zlib";

/**
 * First-load JavaScript of a page: every script its HTML names, each gzipped as a server would send it.
 * @param {string} consoleUrl @param {string} pagePath @param {string} cookie of a session
 * @returns {Promise<{scripts: number, gzipBytes: number}>}
 */
export async function measureJavaScript(consoleUrl, pagePath, cookie) {
  const html = await (await fetch(consoleUrl + pagePath, { headers: { cookie } })).text();
  const sources = new Set(
    [...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+\.js[^"]*)"/g)].map((match) => match[1] ?? ""),
  );
  if (sources.size === 0) throw new Error(`${pagePath} names no script`);
  let gzipBytes = 0;
  for (const source of sources) {
    const response = await fetch(new URL(source, consoleUrl));
    if (response.status !== 200) throw new Error(`${source} answered ${response.status}`);
    gzipBytes += gzipSync(Buffer.from(await response.arrayBuffer())).length;
  }
  return { scripts: sources.size, gzipBytes };
}
