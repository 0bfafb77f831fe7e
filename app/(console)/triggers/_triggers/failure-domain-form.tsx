"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { setFailureDomainAction } from "../actions";

/** Sets the owner's trigger: why, and since when. */
export function FailureDomainForm({ today }: { today: string }) {
  const [draft, setDraft] = useState({ reason: "", date: today });
  const { errors, pending, run, form } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => setFailureDomainAction(draft), {
      doing: "set the trigger",
      onDone: () => setDraft({ reason: "", date: today }),
      done: "The trigger is set",
    });
  };
  return (
    <form ref={form} noValidate onSubmit={submit} className="space-y-3 px-3 pb-3">
      {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
      <Field
        label="Why it should be separate"
        name="reason"
        type="text"
        autoComplete="off"
        value={draft.reason}
        error={errors.reason}
        onChange={(reason) => setDraft({ ...draft, reason })}
      />
      <Field
        label="Since"
        name="date"
        type="date"
        max={today}
        value={draft.date}
        error={errors.date}
        onChange={(date) => setDraft({ ...draft, date })}
      />
      <p className="text-ink-3 text-xs">Every page then says "Move", and the channels are told.</p>
      <PrimaryButton pending={pending} busy="Setting">
        Set the trigger
      </PrimaryButton>
    </form>
  );
}
