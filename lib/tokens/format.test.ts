import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { digestToken, generateToken, maskToken, parseAuthorization, parseToken, tokenLength } from "./format";

vi.setConfig({ testTimeout: 60_000 });
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

describe("the token format", () => {
  it("gives 100,000 tokens that are all different, in public id and digest, and read back", () => {
    const publicIds = new Set<string>();
    const digests = new Set<string>();
    for (let index = 0; index < 100_000; index += 1) {
      const { token, publicId } = generateToken();
      const parsed = parseToken(token);
      if (!parsed.ok || parsed.publicId !== publicId || token.length !== tokenLength) {
        throw new Error(`a token of ${token.length} characters does not read back: ${JSON.stringify(parsed)}`);
      }
      publicIds.add(publicId);
      digests.add(digestToken(token));
    }
    expect(publicIds.size).toBe(100_000);
    expect(digests.size).toBe(100_000);
  }, 60_000);

  it("reads the tokens that were made before, by a checksum computed elsewhere", () => {
    const token = "hdobs_Ab3xK9mPq20123456789abcdefghijklmnopqrstuvw39LgwV";
    expect(parseToken(token)).toEqual({ ok: true, format: "hdobs", publicId: "Ab3xK9mPq2" });
    expect(tokenLength).toBe(token.length);
    // The database keeps this form of it (sha256sum).
    expect(digestToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("uses every character of the alphabet about equally often", () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 5000; index += 1) {
      for (const character of generateToken().token.slice(6, 49)) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    const expected = (5000 * 43) / 62;
    for (const character of alphabet) {
      // Six standard deviations: a biased `% 62` of a byte is off by a quarter.
      expect(Math.abs((counts.get(character) ?? 0) - expected)).toBeLessThan(6 * Math.sqrt(expected));
    }
  });

  it("refuses every single-character change of 5 tokens without a store", () => {
    const accepted: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { token } = generateToken();
      for (let at = 0; at < token.length; at += 1) {
        for (const character of alphabet) {
          if (character === token[at]) continue;
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          if (parseToken(changed).ok) accepted.push(`"${character}" at ${at}`);
        }
      }
    }
    expect(accepted).toEqual([]);
  });

  it("refuses any two wrong characters of the prefix, and a prefix that is all wrong", () => {
    const { token } = generateToken();
    const prefix = "hdobs_";
    expect(token.startsWith(prefix)).toBe(true);
    const accepted: string[] = [];
    for (let first = 0; first < prefix.length; first += 1) {
      for (let second = first + 1; second < prefix.length; second += 1) {
        for (const character of ["H", "x", "-", "0"]) {
          const changed = [...token];
          changed[first] = character;
          changed[second] = character;
          if (parseToken(changed.join("")).ok) accepted.push(changed.join("").slice(0, 6));
        }
      }
    }
    expect(accepted).toEqual([]);
    expect(parseToken(`ABCDEF${token.slice(6)}`)).toEqual({ ok: false, malformed: "wrong-characters" });
    expect(parseToken(`${"Z".repeat(tokenLength)}`)).toMatchObject({ ok: true, format: "legacy" });
  });

  it("refuses swapped neighbours, cuts and additions", () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: tokenLength - 2 }), fc.constantFrom(...alphabet), (at, extra) => {
        const { token } = generateToken();
        const a = token[at] ?? "";
        const b = token[at + 1] ?? "";
        const swapped = token.slice(0, at) + b + a + token.slice(at + 2);
        expect(parseToken(swapped).ok).toBe(a === b);
        expect(parseToken(token.slice(0, at) + token.slice(at + 1))).toEqual({ ok: false, malformed: "wrong-length" });
        expect(parseToken(token + extra)).toEqual({ ok: false, malformed: "wrong-length" });
      }),
    );
  });

  it("never throws, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseToken(text)).toHaveProperty("ok");
        expect(parseAuthorization(text)).toHaveProperty("ok");
      }),
    );
  });
});

describe("what it says of other texts", () => {
  it.each([
    ["", "missing"],
    ["ghp_16C7e42F292c6912E7710c838347Ae178B4a", "github"],
    ["github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz", "github"],
    ["xoxb-263594206564-2343594206574-FGqddMF8t08v8N7Oq4i57vs1", "slack"],
    ["AKIAIOSFODNN7EXAMPLE", "aws"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijkl", "jwt"],
    ["hdobs_short", "wrong-length"],
    [`hdobs_${"-".repeat(49)}`, "wrong-characters"],
    [`hdobs_${"A".repeat(49)}`, "wrong-checksum"],
    ["xapp-1-A012345-67890-abcdefghijklmnopqrstuvwxyz", "slack"],
    ["ASIAIOSFODNN7EXAMPLE", "aws"],
    [`hdobs_${"A".repeat(48)}`, "wrong-length"],
    [`hdobs_${"A".repeat(50)}`, "wrong-length"],
    // Pasted behind a prefix that stood there already.
    [`hdobs_hdobs_${"A".repeat(49)}`, "wrong-length"],
    ["AKIA0", "other"],
    ["0eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "other"],
    ["secret", "other"],
    ["a".repeat(31), "other"],
    ["a".repeat(201), "other"],
    [` ${"a".repeat(40)}`, "other"],
    [`${"a".repeat(40)} b`, "other"],
    [`${"a".repeat(40)}#`, "other"],
    [`ab+/abcd${"x".repeat(40)}`, "other"],
  ])("%s: %s", (text, malformed) => {
    expect(parseToken(text)).toEqual({ ok: false, malformed });
  });

  it.each([
    "0123456789abcdef".repeat(4),
    "ABCDabcd-_efghijklmnopqrstuvwxyz0123456789AB",
    `aaaaaaaa${"+/".repeat(17)}=`,
    "b".repeat(32),
    "c".repeat(200),
    // What others begin like stands within it, not at its start.
    "0000ghp_eyJa_".padEnd(40, "x"),
    `0000xoxb-xapp-AKIA${"A".repeat(20)}`,
  ])("the plan's older token %s has its first characters as public id", (text) => {
    expect(parseToken(text)).toEqual({ ok: true, format: "legacy", publicId: `legacy_${text.slice(0, 8)}` });
  });

  it("reads the header's scheme in any case and no other scheme", () => {
    const { token, publicId } = generateToken();
    for (const header of [`Bearer ${token}`, `bearer   ${token}`, `BEARER ${token} `]) {
      expect(parseAuthorization(header)).toMatchObject({ ok: true, publicId, token });
    }
    expect(parseAuthorization(undefined)).toEqual({ ok: false, malformed: "missing" });
    expect(parseAuthorization(`Basic ${token}`)).toEqual({ ok: false, malformed: "not-bearer" });
    expect(parseAuthorization("Bearer")).toEqual({ ok: false, malformed: "not-bearer" });
    expect(parseAuthorization(" ")).toEqual({ ok: false, malformed: "not-bearer" });
    expect(parseAuthorization(`Bearer ${token} ${token}`)).toEqual({ ok: false, malformed: "not-bearer" });
    expect(parseAuthorization(`Token Bearer ${token}`)).toEqual({ ok: false, malformed: "not-bearer" });
    expect(parseAuthorization(`Bearer${token}`)).toEqual({ ok: false, malformed: "not-bearer" });
  });

  it("masks all but the public part", () => {
    expect(maskToken("Ab3xK9mPq2")).toBe("hdobs_Ab3xK9mPq2...");
    expect(maskToken("legacy_01234567")).toBe("01234567...");
  });
});
