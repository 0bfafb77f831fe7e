import "server-only";
import { BlockList, isIP } from "node:net";

export type AddressRange = { contains: (address: string) => boolean };

const familyOf = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** Parses an address or a network ("10.0.0.0/8", "::1"); null when the text is neither. */
export function parseAddressRange(text: string): AddressRange | null {
  const [address = "", bits, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return null;
  const bitsMax = version === 6 ? 128 : 32;
  const length = bits === undefined ? bitsMax : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (!(length >= 0 && length <= bitsMax)) return null;
  const list = new BlockList();
  list.addSubnet(address, length, familyOf(address));
  return { contains: (candidate) => isIP(candidate) !== 0 && list.check(candidate, familyOf(candidate)) };
}
