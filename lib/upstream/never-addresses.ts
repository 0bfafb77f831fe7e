import "server-only";
import { BlockList } from "node:net";

/**
 * Addresses that no message may go to: unspecified, "this network", link-local (cloud metadata services among them),
 * multicast, reserved, broadcast.
 */
export const neverAddresses = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["224.0.0.0", 3],
  ["100.100.100.200", 32],
  ["192.0.0.192", 32],
] as const) {
  neverAddresses.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["::", 128],
  ["fe80::", 10],
  ["ff00::", 8],
  ["fd00:ec2::254", 128],
  ["fd20:ce::254", 128],
  // IPv6 prefixes that lead to any IPv4 address: local-use NAT64, Teredo.
  ["64:ff9b:1::", 48],
  ["2001::", 32],
] as const) {
  neverAddresses.addSubnet(network, bits, "ipv6");
}
