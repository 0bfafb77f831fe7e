import "server-only";
import { type Actor, actorName } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { buildsMax, runningBuilds, startBuild } from "./builds";
import { cleanDeep } from "./clean";
import { type CreateCapsuleInput, createCapsuleInput } from "./fields";
import { makeRoom } from "./prune-capsules";
import { type CapsuleWindow, clampWindow, type WindowChoice, windowOfIncident, windowOfRange } from "./window";

const hourMs = 3_600_000;
/** Per person and hour, so that nobody crowds out the capsules of others. */
export const perHourMax = 20;

/** The window that was chosen, and the title of the incident it belongs to. */
async function resolveWindow(choice: WindowChoice, nowMs: number): Promise<{ window: CapsuleWindow; title: string }> {
  if (choice.kind === "range") return { window: windowOfRange(choice.range, nowMs), title: "" };
  if (choice.kind === "times") {
    const { startMs, endMs = nowMs } = choice;
    if (startMs >= endMs || startMs >= nowMs) {
      throw new RefusedError("bad-window", "The window must end after it starts, and start before now.");
    }
    return { window: clampWindow({ startMs, endMs }, nowMs), title: "" };
  }
  const alert = await db().alert.findUnique({ where: { id: choice.alertId } });
  if (!alert) throw new RefusedError("absent", "There is no such alert any more. Nothing was frozen.");
  const incident = { startMs: alert.raisedAt.getTime(), endMs: alert.resolvedAt?.getTime() ?? null };
  return { window: clampWindow(windowOfIncident(incident, nowMs), nowMs), title: alert.title.slice(0, 120) };
}

/**
 * Begins to freeze what the console knows of a window and returns the capsule's id at once. Everybody who is signed in
 * may: it reads what they can read, and at 03:00 nobody should have to find an admin. Throws `RefusedError` for a window
 * or alert that cannot be, and when too many were made; a zod error for wrong fields.
 */
export async function createCapsule(
  actor: Actor,
  input: CreateCapsuleInput,
  nowMs = Date.now(),
): Promise<{ id: string }> {
  const given = createCapsuleInput.parse(input);
  if (runningBuilds() >= buildsMax) {
    throw new RefusedError("busy", `${buildsMax} capsules are being made. Try again in a moment.`);
  }
  const { window, title } = await resolveWindow(given.window, nowMs);
  const createdById = actor.kind === "user" ? actor.userId : null;
  const { id } = await writeTransaction(async (tx) => {
    const row = await tx.capsule.create({
      data: {
        title: cleanDeep(given.title || title),
        note: cleanDeep(given.note),
        windowStart: new Date(window.startMs),
        windowEnd: new Date(window.endMs),
        createdAt: new Date(nowMs),
        createdBy: actorName(actor),
        createdById,
        state: "building",
      },
    });
    const recent = { createdById, createdAt: { gt: new Date(nowMs - hourMs) } };
    if (createdById !== null && (await tx.capsule.count({ where: recent })) > perHourMax) {
      throw new RefusedError("too-many", `You made ${perHourMax} capsules within the hour. Wait, or use one of those.`);
    }
    await recordAudit(tx, {
      actor,
      action: "capsule.create",
      subject: { kind: "capsule", id: row.id, name: row.title || row.id },
      after: { from: row.windowStart.toISOString(), to: row.windowEnd.toISOString() },
    });
    await makeRoom(tx, createdById, row.id);
    return row;
  });
  startBuild(id, window);
  return { id };
}
