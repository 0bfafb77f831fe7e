import "server-only";
import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { env } from "@/lib/runtime/env";
import type { DnsAnswer, DnsView, HostDns, MoveHost, ResolverName } from "../types";

/** One server, two tries: 4 s at the most for a server that is silent. */
const newResolver = (server: string | null) => {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (server !== null) resolver.setServers([server]);
  return resolver;
};

const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "EUNKNOWN";

/** No record of this kind is an answer; anything else is not. */
async function orNone<T>(question: Promise<T[]>): Promise<T[]> {
  return await question.catch((error: unknown) => {
    if (codeOf(error) === "ENODATA") return [];
    throw error;
  });
}

async function ask(name: string, server: string | null): Promise<DnsAnswer> {
  const resolver = newResolver(server);
  try {
    const [ipv4, ipv6] = await Promise.all([
      orNone(resolver.resolve4(name, { ttl: true })),
      orNone(resolver.resolve6(name, { ttl: true })),
    ]);
    // Not every server knows the kind; that is no reason to doubt the addresses.
    const caa = await resolver.resolveCaa(name).catch(() => []);
    const ttls = [...ipv4, ...ipv6].map(({ ttl }) => ttl);
    return {
      state: "answered",
      ipv4: ipv4.map(({ address }) => address).toSorted(),
      ipv6: ipv6.map(({ address }) => address).toSorted(),
      ttlSeconds: ttls.length > 0 ? Math.max(...ttls) : null,
      caa: caa.flatMap(({ issue, issuewild }) => [issue, issuewild].filter((issuer) => issuer !== undefined)),
    };
  } catch (error) {
    const code = codeOf(error);
    return code === "ENOTFOUND" ? { state: "no-such-name" } : { state: "failed", code };
  }
}

/** The address of a name server of the zone that the name is in; null when none is found. */
async function zoneServer(name: string): Promise<string | null> {
  const given = env().OBS_DNS_AUTHORITATIVE;
  if (given) return given;
  const resolver = newResolver(null);
  const labels = name.split(".");
  for (let from = 0; from < labels.length - 1; from += 1) {
    const servers = await resolver.resolveNs(labels.slice(from).join(".")).catch(() => []);
    for (const server of servers) {
      const [address] = await resolver.resolve4(server).catch(() => []);
      if (address && isIP(address)) return address;
    }
  }
  return null;
}

/**
 * A host's name as four sides see it: this host's own resolver, two public ones and the zone's own server. Never
 * throws: what a resolver does not say is part of its view.
 */
export async function probeDns(host: MoveHost, name: string): Promise<HostDns> {
  const [first, second] = env().OBS_DNS_RESOLVERS;
  const zone = await zoneServer(name);
  const sides: [ResolverName, string | null][] = [
    ["system", null],
    ["public-1", first ?? null],
    ["public-2", second ?? null],
    ["authoritative", zone],
  ];
  const views = sides.map(async ([resolver, server]): Promise<DnsView> => {
    if (resolver !== "system" && server === null)
      return { resolver, server, answer: { state: "failed", code: "no-server" } };
    return { resolver, server, answer: await ask(name, server) };
  });
  return { host, name, views: await Promise.all(views), askedAtMs: Date.now() };
}
