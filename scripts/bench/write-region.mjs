import { existsSync, readFileSync, writeFileSync } from "node:fs";

const regions = /<!-- bench: ([a-z-]+) -->\n[\s\S]*?<!-- end: \1 -->\n/g;

/**
 * Replaces what one benchmark wrote into the report, or adds it at the end; the rest stays as it is.
 * @param {string} file @param {string} name @param {string} text
 */
export function writeRegion(file, name, text) {
  const region = `<!-- bench: ${name} -->\n${text.trim()}\n<!-- end: ${name} -->\n`;
  const before = existsSync(file) ? readFileSync(file, "utf8") : "# Benchmarks\n";
  let isThere = false;
  const after = before.replace(regions, (whole, found) => {
    if (found !== name) return whole;
    isThere = true;
    return region;
  });
  writeFileSync(file, isThere ? after : `${before.trimEnd()}\n\n${region}`);
}

/**
 * Replaces everything but the regions, which follow the text.
 * @param {string} file @param {string} text
 */
export function writeAroundRegions(file, text) {
  const kept = existsSync(file) ? [...readFileSync(file, "utf8").matchAll(regions)].map(([whole]) => whole) : [];
  writeFileSync(file, [text.trimEnd(), ...kept.map((region) => region.trimEnd())].join("\n\n").concat("\n"));
}
