import "server-only";
import { writeTransaction } from "@/lib/db/write-transaction";
import { type SeenVersion, stretchMs, takeSeenVersions } from "@/lib/jaeger/seen-versions";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";

const everyMs = 15_000;
const keptMs = 31 * 24 * 3600_000;
/** A rollout has two at once; more than this many would be made up. */
const perStretchMax = 10;

/**
 * Stores which versions were seen when: the earliest span of each in every stretch of ten minutes. Throws as Prisma
 * does.
 */
export async function keepVersions(seen: readonly SeenVersion[], nowMs = Date.now()): Promise<void> {
  if (seen.length === 0) return;
  await writeTransaction(async (tx) => {
    // A span from the future has a wrong clock, and would count as the newest until then.
    const [oldest, newest] = [Math.floor((nowMs - keptMs) / stretchMs), Math.floor(nowMs / stretchMs)];
    await tx.versionSighting.deleteMany({ where: { OR: [{ stretch: { lt: oldest } }, { stretch: { gt: newest } }] } });
    for (const { version, stretch, atMs } of seen) {
      if (stretch < oldest || stretch > newest) continue;
      const where = { stretch_version: { stretch, version } };
      const firstAt = new Date(atMs);
      const known = await tx.versionSighting.findUnique({ where });
      if (known && known.firstAt <= firstAt) continue;
      if (!known && (await tx.versionSighting.count({ where: { stretch } })) >= perStretchMax) continue;
      await tx.versionSighting.upsert({ where, create: { stretch, version, firstAt }, update: { firstAt } });
    }
  });
}

/** Stores what the readers of traces noted, for as long as the process lives; a second call starts nothing. */
export function startKeepingVersions(): void {
  processState("timeline.versions", () =>
    runEvery({ name: "seen versions", everyMs, firstMs: everyMs }, async () => {
      const { seen, putBack } = takeSeenVersions();
      try {
        await keepVersions(seen);
      } catch (error) {
        putBack();
        throw error;
      }
    }),
  );
}
