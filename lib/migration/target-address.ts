import "server-only";
import { BlockList, isIP } from "node:net";

/** Never a box of ours: unspecified, link-local (with clouds' metadata services), multicast and what is reserved. */
const never = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["100.100.100.200", 32],
  ["192.0.0.192", 32],
  ["224.0.0.0", 3],
] as const) {
  never.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["::", 128],
  ["fe80::", 10],
  ["ff00::", 8],
  ["fd00:ec2::254", 128],
] as const) {
  never.addSubnet(network, bits, "ipv6");
}

export type AddressFault = "not-an-address" | "forbidden";

/**
 * Why this text is no address that the console may probe; null when it is one. Addresses only, no names: what is
 * probed is then what was typed, whatever DNS says.
 */
export function faultOfAddress(text: string): AddressFault | null {
  const family = isIP(text);
  if (family === 0 || text.includes("%")) return "not-an-address";
  // An IPv4 address inside an IPv6 one leads to the IPv4 one: the list above would not see it.
  if (family === 6 && /^(::ffff:|64:ff9b:|2002:)/i.test(new URL(`http://[${text}]`).hostname.slice(1, -1)))
    return "forbidden";
  return never.check(text, family === 6 ? "ipv6" : "ipv4") ? "forbidden" : null;
}
