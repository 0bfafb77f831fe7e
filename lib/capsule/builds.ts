import "server-only";
import { writeTransaction } from "@/lib/db/write-transaction";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { buildContent, type Progress } from "./build-content";
import { packContent } from "./pack";
import { titleOf } from "./title";
import type { CapsuleWindow } from "./window";

type Build = { progress: Progress; finished: Promise<void> };

/** Capsules being made by this process, by id. */
const builds = () => processState("capsule.builds", () => new Map<string, Build>());

export const buildsMax = 3;
export const runningBuilds = () => builds().size;
export const progressOf = (id: string): Progress | null => builds().get(id)?.progress ?? null;
/** Settles when the capsule is made, or at once when none of that id is being made. Never rejects. */
export const buildFinished = (id: string): Promise<void> => builds().get(id)?.finished ?? Promise.resolve();

async function build(id: string, window: CapsuleWindow, report: (progress: Progress) => void): Promise<void> {
  const content = await buildContent(window, report);
  const body = await packContent(content);
  const { verdict } = content;
  const judged = verdict.state === "known" ? { word: verdict.value.word, health: verdict.value.health } : {};
  await writeTransaction(async (tx) => {
    // None of them is there when it was deleted meanwhile.
    await tx.capsule.updateMany({ where: { id, title: "" }, data: { title: titleOf(content) } });
    await tx.capsule.updateMany({
      where: { id },
      data: { state: "ready", body, sizeBytes: body.byteLength, ...judged },
    });
  });
}

/** Begins to make a capsule whose row exists; the row says what became of it. */
export function startBuild(id: string, window: CapsuleWindow): void {
  const entry: Build = {
    progress: { done: 0, of: 1, doing: "the verdict and the routes" },
    finished: Promise.resolve(),
  };
  builds().set(id, entry);
  const report = (progress: Progress) => {
    entry.progress = progress;
  };
  const fail = async (err: unknown) => {
    logger().error({ err, capsule: id }, "a capsule could not be made");
    const failure = "The console could not make it; its log has the reason.";
    await writeTransaction((tx) => tx.capsule.updateMany({ where: { id }, data: { state: "failed", failure } })).catch(
      (error: unknown) => logger().error({ err: error, capsule: id }, "and that could not be written"),
    );
  };
  entry.finished = build(id, window, report)
    .catch(fail)
    .finally(() => builds().delete(id));
}
