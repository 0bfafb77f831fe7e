"use server";
import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/auth/run-action";
import { migrationHref } from "@/lib/links/routes";
import { confirmItem } from "@/lib/migration/confirm-item";
import { finalizeMove } from "@/lib/migration/finalize-move";
import { loadMigration } from "@/lib/migration/load-migration";
import { lookAtHosts } from "@/lib/migration/look-at-hosts";
import { planMove } from "@/lib/migration/plan-move";
import { startRehearsal } from "@/lib/migration/start-rehearsal";
import { withdrawMove } from "@/lib/migration/withdraw-move";
import type { ActionResult } from "@/lib/web/action-result";

async function changed(result: Promise<ActionResult<void>>): Promise<ActionResult<void>> {
  const answer = await result;
  if (answer.ok) revalidatePath(migrationHref());
  return answer;
}

export async function lookNowAction() {
  return await changed(runAction(async () => void (await loadMigration({ fresh: true }))));
}

export async function planMoveAction(input: { address: string }) {
  return await changed(
    runAction(async (actor) => {
      await planMove(actor, input);
      await lookAtHosts();
    }),
  );
}

export async function withdrawMoveAction() {
  return await changed(runAction((actor) => withdrawMove(actor)));
}

export async function finalizeMoveAction() {
  return await changed(
    runAction(async (actor) => {
      const { lamps, move } = await loadMigration({ fresh: true });
      await finalizeMove(actor, { lamps, move });
    }),
  );
}

export async function confirmItemAction(input: { item: string; reason: string }) {
  return await changed(runAction((actor) => confirmItem(actor, input)));
}

export async function rehearseAction() {
  return await changed(runAction((actor) => startRehearsal(actor)));
}
