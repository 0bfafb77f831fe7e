import "server-only";
import { createHash, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

const tokenPrefix = "hdobs_";
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const publicIdLength = 10;
const secretLength = 33;
const checkLength = 6;
export const tokenLength = tokenPrefix.length + publicIdLength + secretLength + checkLength;

const ownShape = /^hdobs_([0-9A-Za-z]{10})[0-9A-Za-z]{33}([0-9A-Za-z]{6})$/;
/** What the plan's own token can look like: hex, base64 or base64url of 32 bytes, or something as long. */
const legacyShape = /^[A-Za-z0-9+/=_-]{32,200}$/;
const legacyIdShape = /^[A-Za-z0-9_-]{8}/;

/**
 * Why a text cannot be an ingest token, or what it looks like instead, so that a mix-up is found without seeing the
 * secret.
 */
export type Malformed =
  | "missing"
  | "not-bearer"
  | "github"
  | "slack"
  | "aws"
  | "jwt"
  | "wrong-length"
  | "wrong-characters"
  | "wrong-checksum"
  | "other";

export type ParsedToken =
  | { ok: true; format: "hdobs" | "legacy"; publicId: string }
  | { ok: false; malformed: Malformed };

const foreignShapes: [RegExp, Malformed][] = [
  [/^(gh[pousr]_|github_pat_)/, "github"],
  [/^(xox[a-z]-|xapp-)/, "slack"],
  [/^(AKIA|ASIA)[A-Z0-9]{16}/, "aws"],
  [/^eyJ[A-Za-z0-9_-]+\./, "jwt"],
];

/** CRC-32 (ISO 3309) of a text as 6 base62 characters, most significant first; 62^6 holds all of its 32 bits. */
function checkOf(text: string): string {
  let rest = crc32(text);
  let digits = "";
  for (let index = 0; index < checkLength; index += 1) {
    digits = alphabet[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

const randomText = (length: number) => Array.from({ length }, () => alphabet[randomInt(62)]).join("");

/** A new token (55 characters, 196 bits of secret) and the public id within it. */
export function generateToken(): { token: string; publicId: string } {
  const publicId = randomText(publicIdLength);
  const body = `${tokenPrefix}${publicId}${randomText(secretLength)}`;
  return { token: `${body}${checkOf(body)}`, publicId };
}

function parseOwn(text: string): ParsedToken {
  const [, publicId, check] = ownShape.exec(text) ?? [];
  if (publicId === undefined) {
    return { ok: false, malformed: text.length === tokenLength ? "wrong-characters" : "wrong-length" };
  }
  if (check !== checkOf(text.slice(0, -checkLength))) return { ok: false, malformed: "wrong-checksum" };
  return { ok: true, format: "hdobs", publicId };
}

/**
 * A token of ours with a wrong prefix would otherwise pass for one of the older kind. However much of the prefix is
 * wrong, the checksum was computed with the right one.
 */
function hasMistypedPrefix(text: string): boolean {
  return parseOwn(`${tokenPrefix}${text.slice(tokenPrefix.length)}`).ok;
}

/**
 * Reads a token without any store: its public id, or what is wrong with it. One that is not of our format counts as
 * the plan's older kind when it has that shape; its public id is "legacy_" and its first 8 characters, safe as a file
 * name. Never throws.
 */
export function parseToken(text: string): ParsedToken {
  if (text === "") return { ok: false, malformed: "missing" };
  if (text.startsWith(tokenPrefix)) return parseOwn(text);
  const foreign = foreignShapes.find(([shape]) => shape.test(text));
  if (foreign) return { ok: false, malformed: foreign[1] };
  if (hasMistypedPrefix(text)) return { ok: false, malformed: "wrong-characters" };
  if (legacyShape.test(text) && legacyIdShape.test(text)) {
    return { ok: true, format: "legacy", publicId: `legacy_${text.slice(0, 8)}` };
  }
  return { ok: false, malformed: "other" };
}

/**
 * Reads an Authorization header; the scheme's name is case-insensitive (RFC 9110), and one or more spaces follow it.
 */
export function parseAuthorization(header: string | undefined): ParsedToken & { token?: string } {
  if (!header) return { ok: false, malformed: "missing" };
  const token = /^Bearer +(\S+)$/i.exec(header.trim())?.[1];
  if (token === undefined) return { ok: false, malformed: "not-bearer" };
  return { ...parseToken(token), token };
}

/** SHA-256 (hex): enough for a secret of 196 random bits, and quick enough for every request. */
export const digestToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** The form that may be shown: "hdobs_Ab3xK9mPq2..." or, of an adopted token, its first characters. */
export function maskToken(publicId: string): string {
  return publicId.startsWith("legacy_") ? `${publicId.slice(7)}...` : `${tokenPrefix}${publicId}...`;
}
