"use client";
import type { ActionResult } from "@/lib/web/action-result";

/** Opens the dialog for what is to be done; resolves to whether it was confirmed. The dialog of the layout puts itself here. */
type Ask = (doing: string | undefined) => Promise<boolean>;

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
export async function runWithStepUp<T>(
  action: () => Promise<ActionResult<T>>,
  doing?: string,
): Promise<ActionResult<T>> {
  const first = await action();
  if (first.ok || first.code !== "step-up-needed" || !ask) return first;
  return (await ask(doing)) ? await action() : first;
}
