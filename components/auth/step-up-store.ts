"use client";
import type { ActionResult } from "@/lib/web/action-result";

/** Opens the dialog; resolves to whether it was confirmed. The dialog of the layout puts itself here. */
type Ask = () => Promise<boolean>;

let ask: Ask | null = null;

export function connectStepUp(next: Ask): () => void {
  ask = next;
  return () => {
    if (ask === next) ask = null;
  };
}

/**
 * Runs an action; when it needs a fresh proof of who is asking, asks for it and runs the action again. Answers what the
 * action answers, or its "step-up-needed" when the dialog was closed without a proof.
 */
async function runWithStepUp<T>(action: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  const first = await action();
  if (first.ok || first.code !== "step-up-needed" || !ask) return first;
  return (await ask()) ? await action() : first;
}

/** For components that change what needs a step-up; the dialog itself stands in the layout. */
export const useStepUp = () => ({ runWithStepUp });
