"use server";
import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/auth/run-action";
import { notificationsHref } from "@/lib/links/routes";
import { acknowledgeAlert } from "@/lib/notify/acknowledge-alert";
import { addChannel } from "@/lib/notify/add-channel";
import { saveHeartbeat } from "@/lib/notify/heartbeat";
import { pingHeartbeat } from "@/lib/notify/ping-heartbeat";
import { removeChannel } from "@/lib/notify/remove-channel";
import { testChannel } from "@/lib/notify/test-channel";
import { updateChannel } from "@/lib/notify/update-channel";
import type { ActionResult } from "@/lib/web/action-result";

async function changed<T>(result: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  const answer = await result;
  if (answer.ok) revalidatePath(notificationsHref());
  return answer;
}

export async function addChannelAction(input: unknown) {
  return await changed(runAction((actor) => addChannel(actor, input)));
}

export async function updateChannelAction(input: unknown) {
  return await changed(runAction((actor) => updateChannel(actor, input)));
}

export async function removeChannelAction(id: string) {
  return await changed(runAction((actor) => removeChannel(actor, id)));
}

export async function testChannelAction(id: string) {
  return await runAction((actor) => testChannel(actor, id));
}

/** Saves the URL and pings it at once, so that the page shows whether it is accepted. */
export async function saveHeartbeatAction(url: string | null) {
  return await changed(
    runAction(async (actor) => {
      await saveHeartbeat(actor, url);
      await pingHeartbeat();
    }),
  );
}

export async function acknowledgeAlertAction(alertId: string, reason: string) {
  return await changed(runAction((actor) => acknowledgeAlert(actor, { alertId, reason })));
}
