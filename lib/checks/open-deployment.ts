import "server-only";
import { readFile } from "node:fs/promises";
import Docker from "dockerode";
import { type StackHosts, stack, stackHosts, stackPaths } from "@/lib/plan/stack";
import { askHost } from "./ask-host";
import type { Deployment } from "./types";

export type DeploymentOptions = {
  /** The variables of the stack's .env. */
  settings: Partial<Record<string, string>>;
  /** Prefixes of every path: as the host names it, and as this process sees it. */
  root: string;
  seenRoot: string;
  dockerSocket: string;
  procDir: string;
  cgroupRoot: string;
  /** The address to ask instead of what the hosts' names resolve to. */
  address: string | null;
  ca: string | null;
  clockSynchronized: boolean | null;
};

async function readOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  }
}

/** A deployment as its own host sees it. Asks nothing yet. */
export function openDeployment(options: DeploymentOptions): Deployment {
  const { settings, address, ca } = options;
  const fallback = stackHosts(settings.OBS_DOMAIN || stack.defaultDomain);
  const port = (name: string, planned: number) => Number(settings[name] || planned);
  return {
    hosts: {
      grafana: settings.OBS_GRAFANA_HOST || fallback.grafana,
      ingest: settings.OBS_INGEST_HOST || fallback.ingest,
      console: settings.OBS_CONSOLE_HOST || fallback.console,
    },
    ask: (host, path, question) => askHost({ protocol: "https", host, port: 443, path, address, ca }, question),
    askPlain: (host, path) => askHost({ protocol: "http", host, port: 80, path, address }),
    askLocal: (localPort, path, question) =>
      askHost({ protocol: "http", host: "127.0.0.1", port: localPort, path }, question),
    askAddress: (host, otherPort, path, question) =>
      askHost({ protocol: "http", host, port: otherPort, path }, question),
    askOutside: (url) => {
      const { protocol, hostname, port: named, pathname, search } = new URL(url);
      const isTls = protocol === "https:";
      const target = { host: hostname, port: Number(named) || (isTls ? 443 : 80), path: `${pathname}${search}` };
      return askHost({ protocol: isTls ? "https" : "http", ...target });
    },
    ports: {
      victoriametrics: port("OBS_VICTORIAMETRICS_PORT", 8428),
      jaeger: port("OBS_JAEGER_PORT", 16686),
      grafana: port("OBS_GRAFANA_PORT", 3000),
      console: port("OBS_CONSOLE_PORT", 3100),
    },
    docker: new Docker({ socketPath: options.dockerSocket }),
    seen: stackPaths(options.seenRoot),
    named: stackPaths(options.root),
    procDir: options.procDir,
    cgroupRoot: options.cgroupRoot,
    read: readOrNull,
    apiHealthUrl: settings.API_HEALTH_URL || null,
    clockSynchronized: options.clockSynchronized,
    subnetPrefix: settings.OBS_SUBNET_PREFIX || stack.subnetPrefix,
    nowMs: Date.now,
  };
}

/**
 * The public hosts only, as anybody sees them; at `address` instead of what their names resolve to, as before a move.
 */
export function openHosts(hosts: StackHosts, address: string | null): Deployment {
  return openDeployment({
    settings: { OBS_GRAFANA_HOST: hosts.grafana, OBS_INGEST_HOST: hosts.ingest, OBS_CONSOLE_HOST: hosts.console },
    root: "",
    seenRoot: "",
    dockerSocket: "",
    procDir: "",
    cgroupRoot: "",
    address,
    ca: null,
    clockSynchronized: null,
  });
}
