"use server";
import { revalidatePath } from "next/cache";
import type { Actor, Role } from "@/lib/actor/actor";
import {
  changeRole,
  endUserSessions,
  removeSecondFactor,
  resetPassword,
  setUserDisabled,
  unlockUser,
} from "@/lib/auth/change-user";
import { inviteUser } from "@/lib/auth/invite-user";
import type { IssuedLink } from "@/lib/auth/one-time-link";
import { runAction } from "@/lib/auth/run-action";
import { usersHref } from "@/lib/links/routes";
import type { ActionResult } from "@/lib/web/action-result";

async function changing<T>(work: (actor: Actor) => Promise<T>): Promise<ActionResult<T>> {
  const result = await runAction(work);
  if (result.ok) revalidatePath(usersHref());
  return result;
}

type Invitation = { email: string; name: string; role: string };

export async function inviteUserAction(input: Invitation): Promise<ActionResult<IssuedLink>> {
  return await changing((actor) => inviteUser(actor, input));
}

export async function changeRoleAction(userId: string, role: Role): Promise<ActionResult<void>> {
  return await changing((actor) => changeRole(actor, userId, role));
}

export async function setUserDisabledAction(userId: string, disabled: boolean): Promise<ActionResult<void>> {
  return await changing((actor) => setUserDisabled(actor, userId, disabled === true));
}

export async function resetPasswordAction(userId: string): Promise<ActionResult<IssuedLink>> {
  return await changing((actor) => resetPassword(actor, userId));
}

export async function removeSecondFactorAction(userId: string): Promise<ActionResult<void>> {
  return await changing((actor) => removeSecondFactor(actor, userId));
}

export async function unlockUserAction(userId: string): Promise<ActionResult<void>> {
  return await changing((actor) => unlockUser(actor, userId));
}

export async function endUserSessionsAction(userId: string): Promise<ActionResult<number>> {
  return await changing((actor) => endUserSessions(actor, userId));
}
