"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { passwordLengthMin } from "@/lib/auth/fields";
import type { ActionResult } from "@/lib/web/action-result";

type Props = {
  email: string;
  save: (next: string) => Promise<ActionResult>;
  /** Where to go once it is set. */
  then: string;
  button: string;
};

/** A new password, typed twice. */
export function NewPasswordForm({ email, save, then, button }: Props) {
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const { errors, fail, pending, run, form } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (next !== again) return fail({ again: "The two do not match." });
    run(() => save(next), {
      onDone: () => location.assign(then),
      unanswered: "The console did not answer. Nothing was changed; try again.",
    });
  };
  return (
    <form ref={form} noValidate method="post" onSubmit={submit} className="mt-4 space-y-4">
      {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        label="New password"
        name="next"
        type="password"
        autoComplete="new-password"
        autoFocus
        value={next}
        error={errors.next}
        onChange={setNext}
        hint={`At least ${passwordLengthMin} characters. Four random words are easy to keep.`}
      />
      <Field
        label="The same again"
        name="again"
        type="password"
        autoComplete="new-password"
        value={again}
        error={errors.again}
        onChange={setAgain}
      />
      <PrimaryButton pending={pending} busy="Saving" wide>
        {button}
      </PrimaryButton>
    </form>
  );
}
