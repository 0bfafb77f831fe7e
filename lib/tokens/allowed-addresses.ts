import "server-only";
import { BlockList, isIP } from "node:net";

/** "10.0.0.0/8", "2001:db8::/32" or one address. */
export function isCidr(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || address.includes("%") || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/**
 * Which addresses may use a token: a predicate built from its CIDRs, or null where any may. IPv4 written inside IPv6
 * (::ffff:10.0.0.1) counts as IPv4. Anything that is not an address is never allowed.
 */
export function allowedAddresses(cidrs: readonly string[]): ((address: string) => boolean) | null {
  if (cidrs.length === 0) return null;
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = "", prefix] = cidr.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, prefix === undefined ? (family === "ipv6" ? 128 : 32) : Number(prefix), family);
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? "ipv6" : "ipv4");
  };
}
