import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { decryptSecret, encryptSecret } from "./encrypt-secret";
import { readKeyRing } from "./key-ring";

const dir = mkdtempSync(path.join(tmpdir(), "obs-keys-"));
const file = path.join(dir, "keys.json");
const ring = readKeyRing(file);
afterAll(() => rmSync(dir, { recursive: true }));

describe("secrets at rest", () => {
  it("come back as they were, and never the same ciphertext twice", () => {
    fc.assert(
      fc.property(fc.string(), (plain) => {
        const sealed = encryptSecret(plain, "totp", ring);
        expect(decryptSecret(sealed, "totp", ring)).toBe(plain);
        expect(encryptSecret(plain, "totp", ring)).not.toBe(sealed);
      }),
    );
  });

  it("are refused when a byte changed or another purpose is named", () => {
    const sealed = encryptSecret("JBSWY3DP", "totp", ring);
    const bytes = Buffer.from(sealed.slice(3), "base64");
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    expect(() => decryptSecret(`k1.${bytes.toString("base64")}`, "totp", ring)).toThrow();
    expect(() => decryptSecret(sealed, "webhook", ring)).toThrow();
  });

  it("rest on one file, mode 0600, kept across reads", () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readKeyRing(file).keys.get("k1")).toEqual(ring.keys.get("k1"));
  });

  it("name the file when it is not usable", () => {
    const broken = path.join(dir, "broken.json");
    writeFileSync(broken, '{"current":"k2","keys":{}}');
    expect(() => readKeyRing(broken)).toThrow(/broken\.json is not a usable key ring/);
  });
});
