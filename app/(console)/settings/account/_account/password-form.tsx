"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { passwordLengthMin } from "@/lib/auth/fields";
import { changePasswordAction } from "../actions";

const blank = { current: "", next: "", again: "" };

/** Changes one's own password; all other sessions end with it. */
export function PasswordForm({ email }: { email: string }) {
  const [draft, setDraft] = useState(blank);
  const { errors, fail, pending, run, form } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.next !== draft.again) return fail({ again: "The two do not match." });
    run(() => changePasswordAction({ current: draft.current, next: draft.next }), {
      done: "Password changed; all your other sessions have ended",
      onDone: () => setDraft(blank),
      unanswered: "The console did not answer. Try again; if the old password fails, the new one counts.",
    });
  };
  const field = (name: keyof typeof blank) => ({
    name,
    type: "password" as const,
    value: draft[name],
    error: errors[name],
    onChange: (value: string) => setDraft((previous) => ({ ...previous, [name]: value })),
  });
  return (
    <form ref={form} noValidate method="post" onSubmit={submit} className="space-y-4 px-3 pt-1 pb-3">
      {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Present password" autoComplete="current-password" {...field("current")} />
        <Field
          label="New password"
          autoComplete="new-password"
          hint={`At least ${passwordLengthMin} characters.`}
          {...field("next")}
        />
        <Field label="The new one again" autoComplete="new-password" {...field("again")} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-ink-3 text-xs">Your other sessions end when it changes.</p>
        <PrimaryButton pending={pending} busy="Changing">
          Change password
        </PrimaryButton>
      </div>
    </form>
  );
}
