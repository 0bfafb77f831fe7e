import "server-only";
import { db } from "@/lib/db/client";
import type { Container } from "@/lib/docker/list-containers";
import { rememberContainers } from "../known-containers";
import { ownContainerId } from "../own-container-id";
import { attributeKill } from "./attribute-kill";

/**
 * Remembers the containers that Docker lists, and corrects the kills that were read while one of them was not known
 * (Docker was down, or the container was killed within moments of its start). Throws as Prisma does.
 */
export async function attributeLate(list: readonly Container[]): Promise<void> {
  const fresh = await rememberContainers(list);
  if (fresh.length === 0) return;
  const known = new Map(fresh.map((container) => [container.id, container]));
  const kills = await db().kernelOomKill.findMany({
    where: { containerName: null, containerId: { in: [...known.keys()] } },
  });
  for (const { id, comm, cgroup } of kills) {
    const { victim, containerName } = attributeKill({ comm, cgroup }, known, ownContainerId());
    await db().kernelOomKill.update({ where: { id }, data: { victim, containerName } });
  }
}
