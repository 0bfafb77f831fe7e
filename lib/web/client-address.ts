import "server-only";
import { isIP } from "node:net";
import { parseAddressRange } from "@/lib/runtime/address-range";
import { env } from "@/lib/runtime/env";
import { peerHeader } from "./peer-headers";

const plain = (address: string) => address.trim().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, "");

/**
 * The address of one entry of X-Forwarded-For, without the port that some proxies add: "203.0.113.5:51234",
 * "[2001:db8::7]:443", "[2001:db8::7]". Anything else stays as it is.
 */
function addressOf(entry: string): string {
  const bare = entry.trim();
  const [, bracketed] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(bare) ?? [];
  const [, dotted] = /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(bare) ?? [];
  return plain(bracketed ?? dotted ?? bare);
}

/**
 * The address that a request comes from: the socket's peer, or, while that is a trusted proxy, the last address before
 * it in X-Forwarded-For. "unknown" when the process did not record the peer.
 */
export function clientAddress(
  headers: Pick<Headers, "get">,
  trusted: readonly string[] = env().OBS_TRUSTED_PROXIES,
): string {
  const ranges = trusted.map(parseAddressRange);
  const isTrusted = (address: string) => ranges.some((range) => range?.contains(address));
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map(addressOf);
  let address = plain(headers.get(peerHeader) ?? "unknown");
  while (isTrusted(address)) {
    const next = forwarded.pop();
    // Anything that is not an address was not written by a proxy that we trust.
    if (next === undefined || isIP(next) === 0) return address;
    address = next;
  }
  return address;
}

/** What counts as one client: an IPv4 address, or the /64 within which an IPv6 client can choose freely. */
export function addressGroup(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(":")}::/64`;
}
