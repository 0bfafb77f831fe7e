"use client";
import { useEffect, useRef, useState } from "react";
import { runWithStepUp } from "@/components/auth/step-up-store";
import { notify } from "@/components/shell/notify";
import type { ActionResult } from "@/lib/web/action-result";

/** Wrong fields by their path; "" is the whole. */
export type FieldErrors = Record<string, string>;

type Options<T> = {
  /** As the question for a proof says it: "revoke vmagent". */
  doing?: string;
  onDone?: (value: T) => void;
  /** Said when it is done. */
  done?: string | ((value: T) => string);
  /** Title under which a failure is said, where no form has a place for it. */
  failed?: string;
  /** What may hold when no answer came, and what to do. */
  unanswered?: string;
};

/**
 * Runs the actions of one form or button: what is wrong by field, whether one is under way, and the question for a
 * proof where one is needed. After a failure the first wrong field of `form` has the focus. State of its own, not a
 * transition: React holds all transitions open until the last is over, and so would a question for a password.
 */
export function useAction() {
  const [errors, setErrors] = useState<FieldErrors>({});
  const [pending, setPending] = useState(false);
  const isRunning = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"][tabindex]')?.focus();
  }, [errors]);

  async function run<T>(action: () => Promise<ActionResult<T>>, options: Options<T> = {}): Promise<void> {
    if (isRunning.current) return;
    const { doing, onDone, done, failed, unanswered = "The console did not answer. Try again." } = options;
    isRunning.current = true;
    setPending(true);
    const result = await runWithStepUp(action, doing).catch(() => null);
    isRunning.current = false;
    setPending(false);
    if (result?.ok) {
      setErrors({});
      const text = typeof done === "function" ? done(result.value) : done;
      if (text) notify({ kind: "done", text });
      return onDone?.(result.value);
    }
    const message = result?.message ?? unanswered;
    if (failed) notify({ kind: "failed", text: failed, detail: message });
    setErrors(result?.errors ?? { "": message });
  }
  return { errors, fail: setErrors, pending, run, form };
}
