import "server-only";
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { env } from "@/lib/runtime/env";
import { neverAddresses } from "./never-addresses";

/**
 * The receiver is one that messages may not go to. The error says so in words for people, and how the host's admin can
 * allow it where that is possible.
 */
export class ForbiddenReceiverError extends Error {
  override readonly name = "ForbiddenReceiverError";
}

type Found = { address: string; family: number };
type Resolve = (host: string) => Promise<Found[]>;

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

const familyOf = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** The IPv4 address that an IPv6 one leads to (mapped, compatible, NAT64, 6to4); any other address unchanged. */
function plainAddress(text: string): string {
  const address = text.split("%")[0] ?? text;
  if (isIP(address) !== 6) return address;
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const hex = /^(?:::(?:ffff:(?:0:)?)?|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(groups);
  const sixToFour = /^2002:([0-9a-f]{1,4}):([0-9a-f]{1,4})(?::|$)/.exec(groups);
  const [, high, low] = hex ?? sixToFour ?? [];
  if (high === undefined || low === undefined) return groups;
  const bits = Number.parseInt(high, 16) * 0x10000 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join(".");
}

const isOwn = (address: string) =>
  loopback.check(address, familyOf(address)) ||
  Object.values(networkInterfaces()).some((all) => all?.some((one) => plainAddress(one.address) === address));

const portOf = (url: URL) => Number(url.port || (url.protocol === "https:" ? 443 : 80));

type Place = { host: string; port: number; isInside: boolean };

/**
 * The programs of the stack, as the settings name them; `isInside` where nothing but the stack has any business at the
 * address.
 */
function stackPlaces(): Place[] {
  const { PORT, OBS_INTERNAL_PORT, INGEST_PUBLIC_URL, DOCKER_HOST, ...urls } = env();
  const { VICTORIAMETRICS_URL, JAEGER_URL, OBS_JAEGER_METRICS_URL, OBS_GRAFANA_URL } = urls;
  const docker = DOCKER_HOST?.replace(/^tcp:/, "http:");
  const inside = [VICTORIAMETRICS_URL, JAEGER_URL, OBS_JAEGER_METRICS_URL, OBS_GRAFANA_URL, docker];
  const placeOf = (isInside: boolean) => (text: string | undefined) => {
    if (!text || !/^https?:/.test(text) || !URL.canParse(text)) return [];
    const url = new URL(text);
    return [{ host: url.hostname, port: portOf(url), isInside }];
  };
  return [
    ...inside.flatMap(placeOf(true)),
    ...[INGEST_PUBLIC_URL].flatMap(placeOf(false)),
    ...[PORT, OBS_INTERNAL_PORT].map((port) => ({ host: "127.0.0.1", port, isInside: false })),
  ];
}

const resolveByDns: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** Whether the settings allow this address of the host or of the stack, on this port or on all of them. */
function isAllowed(address: string, port: number): boolean {
  return env().OBS_LOCAL_RECEIVERS.some((entry) => {
    const [, host = "", only] = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(isIP(entry) ? `[${entry}]` : entry) ?? [];
    return plainAddress(host) === address && (only === undefined || Number(only) === port);
  });
}

/**
 * Whether an address is one of the stack's programs: its very port, which nothing can allow, or another port of an
 * address that the stack has to itself (in a container's network), which only the settings can allow.
 */
async function isOfStack(address: string, port: number, resolve: Resolve): Promise<boolean> {
  for (const place of stackPlaces()) {
    const host = place.host.replace(/^\[|\]$/g, "");
    const found = isIP(host) ? [{ address: host }] : await resolve(host).catch(() => []);
    const addresses = found.map((one) => plainAddress(one.address));
    const isHere = addresses.some(isOwn) && isOwn(address);
    if (place.port === port && (isHere || addresses.includes(address))) return true;
    if (place.isInside && !isOwn(address) && addresses.includes(address) && !isAllowed(address, port)) return true;
  }
  return false;
}

/**
 * The one address to connect to for a receiver that somebody typed in, resolved exactly once, so that no second DNS
 * answer can lead elsewhere (DNS rebinding). All addresses of the name must be allowed: none that is link-local,
 * unspecified or a cloud's metadata service, none of the stack's own programs, and of this host only what
 * OBS_LOCAL_RECEIVERS names. Throws `ForbiddenReceiverError`, and what DNS threw.
 */
export async function resolveReceiver(host: string, port: number, resolve: Resolve = resolveByDns): Promise<Found> {
  const bare = host.replace(/^\[|\]$/g, "");
  const found = isIP(bare) ? [{ address: bare, family: isIP(bare) }] : await resolve(bare);
  const [first] = found;
  if (!first) throw new Error("no address");
  for (const one of found) {
    const address = plainAddress(one.address);
    if (neverAddresses.check(address, familyOf(address))) {
      throw new ForbiddenReceiverError("This address is not one that messages may go to.");
    }
    if (await isOfStack(address, port, resolve)) {
      throw new ForbiddenReceiverError("This is one of the console's own programs. Messages do not go there.");
    }
    if (isOwn(address) && !isAllowed(address, port)) {
      throw new ForbiddenReceiverError(
        "This is the console's own host. Name the receiver in OBS_LOCAL_RECEIVERS to allow it.",
      );
    }
  }
  return first;
}
