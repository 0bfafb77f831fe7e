import type { KnownContainer } from "../known-containers";
import { subjectOfContainer } from "../subject-of-container";
import type { OomVictim } from "../types";

/**
 * Names of ClickHouse's main thread: "clickhouse-serv" (15 characters of clickhouse-server), "ClickHouse" since 2023,
 * and its watchdog's child. Other threads' names are never the victim's.
 */
const clickhouseNames = new Set(["clickhouse-serv", "ClickHouse"]);

/**
 * Id of the container that a memory cgroup belongs to: Docker's, Podman's and Kubernetes' drivers; null for any other.
 */
export function containerIdOfCgroup(cgroup: string | null): string | null {
  return (
    /(?:^|\/|docker-|crio-|containerd-|libpod-(?:payload-)?)([0-9a-f]{64})(?:\.scope)?(?:\/|$)/.exec(
      cgroup ?? "",
    )?.[1] ?? null
  );
}

/** Whether a container that is not ours runs ClickHouse, by service, image or name. */
function isClickhouse({ name, image, service }: KnownContainer): boolean {
  // A registry's port looks like a tag, but a path follows it.
  const isImage = /(^|\/)clickhouse(-server)?([:@][^/]*)?$/.test(image);
  return service === "clickhouse" || isImage || /(^|[-_])clickhouse([-_]|$)/.test(name);
}

/**
 * Whose process was killed: by its memory cgroup where that names a container that we know, else by the process's name.
 * A program of ours with ClickHouse's name stays ours.
 */
export function attributeKill(
  kill: { comm: string; cgroup: string | null },
  known: ReadonlyMap<string, KnownContainer>,
  ownId: string | null,
): { victim: OomVictim; containerId: string | null; containerName: string | null } {
  const containerId = containerIdOfCgroup(kill.cgroup);
  const container = containerId === null ? undefined : known.get(containerId);
  const named = clickhouseNames.has(kill.comm);
  if (!container) return { victim: named ? "clickhouse" : "other", containerId, containerName: null };
  const subject = subjectOfContainer(container, ownId);
  const victim = subject ? (`ours:${subject}` as const) : named || isClickhouse(container) ? "clickhouse" : "other";
  return { victim, containerId, containerName: container.name };
}
