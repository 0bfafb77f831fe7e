/**
 * An upstream's URL as it may stand in an nginx configuration. Throws for what nginx would read as more than a URL.
 * @param {string} name @param {string} text
 */
export function upstreamUrl(name, text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = /^https?:\/\/[A-Za-z0-9._~:/%[\]-]+$/.test(text);
  if (!url || !plain || url.username || url.search || url.hash) {
    throw new Error(`${name}: "${text}" is no plain http(s) URL that the gate can pass to.`);
  }
  return text.replace(/\/+$/, "");
}

/** @param {string} name @param {string} text */
export function plainPath(name, text) {
  if (/["\\${};\s]/.test(text)) throw new Error(`${name}: nginx cannot take the path ${JSON.stringify(text)}.`);
  return text;
}

/**
 * Replaces every {{name}}. Throws for one that has no value: nginx would take the braces for a block.
 * @param {string} template @param {Record<string, string>} values
 */
export function fillTemplate(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, key) => {
    const value = values[key];
    if (value === undefined) throw new Error(`The nginx template names {{${key}}}, which nothing fills.`);
    return value;
  });
}
