"use server";
import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/auth/run-action";
import { createCapsule } from "@/lib/capsule/create-capsule";
import { deleteCapsule } from "@/lib/capsule/delete-capsule";
import { editCapsule } from "@/lib/capsule/edit-capsule";
import type { CreateCapsuleInput, EditCapsuleInput } from "@/lib/capsule/fields";
import { protectCapsule } from "@/lib/capsule/protect-capsule";
import { capsuleHref, capsulesHref } from "@/lib/links/routes";
import type { ActionResult } from "@/lib/web/action-result";

/** Begins to freeze a window; the answer says where it will be. */
export async function freezeAction(input: CreateCapsuleInput): Promise<ActionResult<{ id: string }>> {
  return runAction((actor) => createCapsule(actor, input));
}

export async function editCapsuleAction(id: string, input: EditCapsuleInput): Promise<ActionResult<void>> {
  const result = await runAction((actor) => editCapsule(actor, String(id), input));
  if (result.ok) revalidatePath(capsuleHref(String(id)));
  return result;
}

export async function protectCapsuleAction(id: string, isProtected: boolean): Promise<ActionResult<void>> {
  const result = await runAction((actor) => protectCapsule(actor, String(id), isProtected === true));
  if (result.ok) revalidatePath(capsuleHref(String(id)));
  return result;
}

export async function deleteCapsuleAction(id: string): Promise<ActionResult<void>> {
  const result = await runAction((actor) => deleteCapsule(actor, String(id)));
  if (result.ok) revalidatePath(capsulesHref());
  return result;
}
