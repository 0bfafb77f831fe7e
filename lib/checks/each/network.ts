import "server-only";
import path from "node:path";
import { loopbackPorts, servicePlans, stack } from "@/lib/plan/stack";
import { neighbourContainers, stackContainers } from "../stack-containers";
import { type Check, failed, type Outcome, ok } from "../types";

/** Nothing of the stack is published but on 127.0.0.1. */
export const publishedPorts: Check = {
  name: "published-ports",
  place: "network",
  title: "Ports are published on 127.0.0.1 only",
  run: async ({ docker }) => {
    const outcomes: Outcome[] = [];
    for (const { service, info } of await stackContainers(docker)) {
      const bindings = Object.entries(info.HostConfig.PortBindings ?? {}).flatMap(([port, hosts]) =>
        (Array.isArray(hosts) ? hosts : []).map(({ HostIp, HostPort }) => ({
          port,
          HostIp: HostIp ?? "",
          HostPort: HostPort ?? "",
        })),
      );
      const open = bindings.find(({ HostIp }) => HostIp !== "127.0.0.1" && HostIp !== "::1");
      const known = servicePlans[service].ports.filter(({ hostPort }) => hostPort !== null).length;
      if (open)
        outcomes.push(failed("port-public", service, { address: open.HostIp || "0.0.0.0", port: open.HostPort }));
      else if (bindings.length > known)
        outcomes.push(failed("port-unplanned", service, { published: bindings.length, planned: known }));
      else outcomes.push(ok(service, { published: bindings.length }));
    }
    return outcomes;
  },
};

/** Listening sockets in /proc/net/tcp or tcp6 (kernel: Documentation/networking/proc_net_tcp.rst). */
function listeningOf(table: string): { address: string; port: number }[] {
  return table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words[3] === "0A")
    .map((words) => {
      const [address = "", port = ""] = (words[1] ?? "").split(":");
      return { address, port: Number.parseInt(port, 16) };
    });
}
// In the processor's byte order (little-endian): the last byte of an IPv4 address first.
const isLoopback = (address: string) =>
  /^[0-9A-F]{6}7F$/.test(address) ||
  address === "00000000000000000000000001000000" ||
  /^0{16}FFFF0000[0-9A-F]{6}7F$/.test(address);

/** Whatever listens on a port of the stack, whoever started it. */
export const listeningSockets: Check = {
  name: "listening-sockets",
  place: "network",
  title: "No port of the stack listens to the outside",
  run: async ({ read, procDir }) => {
    const tables = await Promise.all(["tcp", "tcp6"].map((name) => read(path.join(procDir, "net", name))));
    const open = tables
      .flatMap((table) => listeningOf(table ?? ""))
      .filter(({ address, port }) => loopbackPorts.includes(port) && !isLoopback(address));
    if (open.length === 0) return [ok("ports of the stack", { ports: loopbackPorts.join(", ") })];
    return open.map(({ port }) => failed("port-listens", String(port), { port }));
  },
};

/** Own networks, own volumes: nothing is shared with another project, PostHog's least of all. */
export const isolation: Check = {
  name: "isolation",
  place: "network",
  title: "Nothing is shared with another project",
  run: async ({ docker }) => {
    const own = await stackContainers(docker);
    const neighbours = await neighbourContainers(docker);
    const outcomes: Outcome[] = [];
    for (const { service, info } of own) {
      const networks = Object.keys(info.NetworkSettings.Networks);
      const foreign = networks.filter((name) => !name.startsWith(`${stack.project}_`));
      const shared = neighbours.find((other) => other.networks.some((name) => networks.includes(name)));
      const mounts = info.Mounts.filter(({ RW }) => RW).map(({ Name, Source }) => Name ?? Source);
      const volume = neighbours.find((other) => other.mounts.some((place) => mounts.includes(place)));
      const links = info.HostConfig.Links ?? [];
      if (foreign.length > 0) outcomes.push(failed("foreign-network", service, { network: foreign.join(", ") }));
      else if (shared) outcomes.push(failed("shared-network", service, { with: shared.project || shared.name }));
      else if (volume) outcomes.push(failed("shared-volume", service, { with: volume.project || volume.name }));
      else if (links.length > 0) outcomes.push(failed("foreign-link", service, { links: links.length }));
      else outcomes.push(ok(service, { networks: networks.join(", ") }));
    }
    return outcomes;
  },
};
