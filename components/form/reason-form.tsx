"use client";
import { type FormEvent, useState } from "react";
import type { ActionResult } from "@/lib/web/action-result";
import { Field } from "./field";
import { PrimaryButton } from "./primary-button";
import { useAction } from "./use-action";

type Props = {
  action: (reason: string) => Promise<ActionResult<void>>;
  label: string;
  hint: string;
  button: string;
  done: string;
};

/** One line that says why, and the button that does it. */
export function ReasonForm({ action, label, hint, button, done }: Props) {
  const [reason, setReason] = useState("");
  const { errors, pending, run, form } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => action(reason), { onDone: () => setReason(""), done });
  };
  return (
    <form ref={form} noValidate onSubmit={submit} className="space-y-2 px-3 pb-3">
      <Field
        label={label}
        name="reason"
        type="text"
        autoComplete="off"
        value={reason}
        hint={hint}
        error={errors.reason ?? Object.values(errors)[0]}
        onChange={setReason}
      />
      <PrimaryButton pending={pending} busy="Saving">
        {button}
      </PrimaryButton>
    </form>
  );
}
