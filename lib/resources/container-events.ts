import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { hasDocker } from "@/lib/docker/client";
import { followEvents } from "@/lib/docker/follow-events";
import type { DockerEvent } from "@/lib/docker/parse-event";
import { logger } from "@/lib/runtime/logger";
import { loadCollectorState, saveCollectorState } from "./collector-state";
import { liveState } from "./live-state";
import { ownContainerId } from "./own-container-id";
import { subjectOfContainer } from "./subject-of-container";
import { type Subject, subjects } from "./types";

const subjectSchema = z.enum(subjects);

const key = "docker.events";
/** `followedSinceMs`: events are known from here on; the engine forgets older ones. */
const stateSchema = z.object({ followedSinceMs: z.number(), newestMs: z.number() });
type State = z.infer<typeof stateSchema>;
const keptMs = 30 * 24 * 3600_000;

/** Stores an event once, however often the engine reports it. Throws as Prisma does. */
async function storeEvent(event: DockerEvent): Promise<void> {
  const { containerId, action, timeNano, name, exitCode, atMs } = event;
  const subject = subjectOfContainer(
    { id: containerId, project: event.project, service: event.service },
    ownContainerId(),
  );
  await db().containerEvent.upsert({
    where: { containerId_action_timeNano: { containerId, action, timeNano } },
    update: {},
    create: { containerId, action, timeNano, name, subject, exitCode, at: new Date(atMs) },
  });
}

/** Holds Docker's event stream and stores what happens, until `signal` aborts. Returns at once without Docker. */
export async function collectContainerEvents(signal: AbortSignal): Promise<void> {
  if (!hasDocker()) return;
  const { sources } = liveState();
  let state: State | null = await loadCollectorState(key, stateSchema).catch(() => null);
  await followEvents({
    signal,
    // From the newest stored one on; at first all that the engine still has (0 would mean "none").
    sinceSeconds: () => (state ? Math.floor(state.newestMs / 1000) : 1),
    onEvent: async (event) => {
      await storeEvent(event);
      state = {
        followedSinceMs: state?.followedSinceMs ?? event.atMs,
        newestMs: Math.max(event.atMs, state?.newestMs ?? 0),
      };
      await saveCollectorState(key, state);
    },
    onState: ({ connected, message }) => {
      const before = sources.get("docker-events");
      const nowMs = Date.now();
      sources.set(
        "docker-events",
        connected
          ? { okAtMs: nowMs, failure: null, failedAtMs: before?.failedAtMs ?? null }
          : { okAtMs: before?.okAtMs ?? null, failure: message, failedAtMs: nowMs },
      );
      if (!connected && before?.failure !== message)
        logger().warn({ failure: message }, "Docker's events are not followed");
      if (connected && state === null) {
        state = { followedSinceMs: nowMs, newestMs: nowMs };
        void saveCollectorState(key, state).catch(() => {});
        void db()
          .containerEvent.deleteMany({ where: { at: { lt: new Date(nowMs - keptMs) } } })
          .catch(() => {});
      }
    },
  });
}

/** Since when Docker's events have been followed; null: never. Throws as Prisma does. */
export async function loadFollowedSince(): Promise<number | null> {
  return (await loadCollectorState(key, stateSchema))?.followedSinceMs ?? null;
}

export type ContainerHistory = { restarts: number; lastStartMs: number | null; oomEvents: number };

/**
 * What Docker's events say of our containers in [fromMs, now] by subject, and since when they have been followed (null:
 * never). A restart is a start after an end. Throws as Prisma does.
 */
export async function loadContainerHistory(fromMs: number) {
  const followedSinceMs = await loadFollowedSince();
  const rows = await db().containerEvent.findMany({
    where: { subject: { not: null }, at: { gte: new Date(fromMs) } },
    orderBy: [{ at: "asc" }, { timeNano: "asc" }],
    take: 10_000,
  });
  const bySubject = new Map<Subject, ContainerHistory & { ended: boolean }>();
  for (const { subject: stored, action, at } of rows) {
    const subject = subjectSchema.parse(stored);
    const one = bySubject.get(subject) ?? { restarts: 0, lastStartMs: null, oomEvents: 0, ended: false };
    bySubject.set(subject, one);
    if (action === "oom") one.oomEvents += 1;
    if (action === "die") one.ended = true;
    if (action !== "start") continue;
    if (one.ended) one.restarts += 1;
    one.ended = false;
    one.lastStartMs = at.getTime();
  }
  return { followedSinceMs, bySubject };
}
