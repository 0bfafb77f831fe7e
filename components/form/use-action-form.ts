"use client";
import { useState, useTransition } from "react";
import { useStepUp } from "@/components/auth/step-up-dialog";
import { notify } from "@/components/shell/notify";
import type { ActionResult } from "@/lib/web/action-result";

/** State of a form that runs one action: its errors by field ("" is the form), and whether it is under way. */
export function useActionForm() {
  const { runWithStepUp } = useStepUp();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, startTransition] = useTransition();
  const run = <T>(action: () => Promise<ActionResult<T>>, onDone: (value: T) => void, done?: string) => {
    if (pending) return;
    startTransition(async () => {
      try {
        const result = await runWithStepUp(action);
        if (!result.ok) return setErrors(result.errors ?? { "": result.message });
        setErrors({});
        if (done) notify({ kind: "done", text: done });
        onDone(result.value);
      } catch {
        setErrors({ "": "The console did not answer. What you typed is still here; try again." });
      }
    });
  };
  return { errors, pending, run };
}
