import "server-only";
import { isIP } from "node:net";
import { neverAddresses } from "@/lib/upstream/never-addresses";

export type AddressFault = "not-an-address" | "forbidden";

/**
 * Why this text is no address that the console may probe; null when it is one. Addresses only, no names: what is
 * probed is then what was typed, whatever DNS says.
 */
export function faultOfAddress(text: string): AddressFault | null {
  const family = isIP(text);
  if (family === 0 || text.includes("%")) return "not-an-address";
  // An IPv4 address inside an IPv6 one leads to the IPv4 one: the list would not see it.
  if (family === 6 && /^(::ffff:|64:ff9b:|2002:)/i.test(new URL(`http://[${text}]`).hostname.slice(1, -1)))
    return "forbidden";
  return neverAddresses.check(text, family === 6 ? "ipv6" : "ipv4") ? "forbidden" : null;
}
