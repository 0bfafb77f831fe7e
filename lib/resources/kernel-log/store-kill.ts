import "server-only";
import { db } from "@/lib/db/client";
import { hasDocker } from "@/lib/docker/client";
import { listContainers } from "@/lib/docker/list-containers";
import { knownContainers } from "../known-containers";
import { ownContainerId } from "../own-container-id";
import { attributeKill, containerIdOfCgroup } from "./attribute-kill";
import { attributeLate } from "./attribute-late";
import type { ParsedOomKill } from "./parse-oom";

/** Asks Docker for a container that is not known yet; when Docker cannot be asked, the next list corrects the kill. */
async function meetContainer(id: string | null): Promise<void> {
  if (id === null || !hasDocker() || (await knownContainers()).has(id)) return;
  const list = await listContainers().catch(() => []);
  await attributeLate(list);
}

/**
 * Stores a kill with whose process it was; one that is already stored stays as it is, so that each record counts once
 * however often the log is read. Returns whether it was new. Throws as Prisma does.
 */
export async function storeKill(kill: ParsedOomKill): Promise<boolean> {
  const { bootId, cursor, atMs } = kill.record;
  const present = await db().kernelOomKill.findUnique({ where: { bootId_cursor: { bootId, cursor } } });
  if (present) return false;
  await meetContainer(containerIdOfCgroup(kill.cgroup));
  const { victim, containerId, containerName } = attributeKill(kill, await knownContainers(), ownContainerId());
  await db().kernelOomKill.upsert({
    where: { bootId_cursor: { bootId, cursor } },
    update: {},
    create: {
      bootId,
      cursor,
      at: new Date(atMs),
      comm: kill.comm,
      pid: kill.pid,
      totalVmBytes: kill.totalVmBytes,
      anonRssBytes: kill.anonRssBytes,
      fileRssBytes: kill.fileRssBytes,
      shmemRssBytes: kill.shmemRssBytes,
      cgroup: kill.cgroup,
      constraint: kill.constraint,
      containerId,
      containerName,
      victim,
      lines: JSON.stringify(kill.lines),
    },
  });
  return true;
}
