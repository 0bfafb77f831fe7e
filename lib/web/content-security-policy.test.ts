import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, toastStyleHashes } from "./content-security-policy";

const policy = (options: { https?: boolean; dev?: boolean } = {}) => {
  const text = contentSecurityPolicy({ nonce: "n0nce", https: false, dev: false, ...options });
  return Object.fromEntries(text.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]));
};

describe("the policy of a page", () => {
  it("lets no inline script run without the nonce", () => {
    expect(policy()["script-src"]).toEqual(["'self'", "'nonce-n0nce'", "'strict-dynamic'"]);
    for (const https of [true, false]) {
      const { "style-src-attr": _attributes, ...rest } = policy({ https });
      expect(JSON.stringify(rest)).not.toMatch(/unsafe|\*|https?:/);
    }
  });

  it("lets nobody frame the console, rebase its links or take its forms elsewhere", () => {
    expect(policy()).toMatchObject({
      "frame-ancestors": ["'none'"],
      "base-uri": ["'none'"],
      "object-src": ["'none'"],
      "form-action": ["'self'"],
    });
  });

  it("asks for https only where the console has it", () => {
    expect(policy({ https: true })).toHaveProperty("upgrade-insecure-requests");
    expect(policy()).not.toHaveProperty("upgrade-insecure-requests");
  });

  it("knows the styles of the installed toast library", () => {
    const entry = createRequire(import.meta.url).resolve("sonner");
    const source = readFileSync(path.join(path.dirname(entry), "index.mjs"), "utf8");
    const styles = [...source.matchAll(/__insertCSS\(("(?:[^"\\]|\\.)*")\)/g)].map((match) =>
      JSON.parse(match[1] ?? ""),
    );
    expect(styles).toHaveLength(1);
    const hash = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
    expect(toastStyleHashes).toEqual([hash(""), hash(styles[0])]);
  });
});
