import "server-only";
import { db } from "@/lib/db/client";
import { knownContainers } from "../known-containers";
import { ownContainerId } from "../sample-containers";
import { attributeKill } from "./attribute-kill";
import type { ParsedOomKill } from "./parse-oom";

/**
 * Stores a kill with whose process it was; one that is there already stays as it is, so that each record counts once
 * however often the log is read. Returns whether it was new. Throws as Prisma does.
 */
export async function storeKill(kill: ParsedOomKill): Promise<boolean> {
  const { bootId, cursor, atMs } = kill.record;
  const { victim, containerId, containerName } = attributeKill(kill, await knownContainers(), ownContainerId());
  const present = await db().kernelOomKill.findUnique({ where: { bootId_cursor: { bootId, cursor } } });
  if (present) return false;
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
