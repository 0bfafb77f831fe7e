"use client";
import { type FormEvent, useId, useState } from "react";
import { AuthField } from "@/components/form/auth-field";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useActionForm } from "@/components/form/use-action-form";
import { setFailureDomainAction } from "../actions";

/** Sets the owner's trigger: why, and since when. */
export function FailureDomainForm({ today }: { today: string }) {
  const [draft, setDraft] = useState({ reason: "", date: today });
  const { errors, pending, run } = useActionForm();
  const dateId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(
      () => setFailureDomainAction(draft),
      () => setDraft({ reason: "", date: today }),
      "The trigger is set",
    );
  };
  return (
    <form noValidate onSubmit={submit} className="space-y-3 px-3 pb-3">
      {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
      <AuthField
        label="Why it shall be separate"
        name="reason"
        type="text"
        autoComplete="off"
        value={draft.reason}
        error={errors.reason}
        onChange={(reason) => setDraft({ ...draft, reason })}
      />
      <div>
        <label htmlFor={dateId} className="block font-medium">
          Since
        </label>
        <input
          id={dateId}
          type="date"
          value={draft.date}
          max={today}
          aria-invalid={errors.date ? true : undefined}
          aria-describedby={errors.date ? `${dateId}-error` : undefined}
          onChange={(event) => setDraft({ ...draft, date: event.target.value })}
          className="field mt-1 w-full max-md:h-11 max-md:text-base"
        />
        {errors.date ? (
          <p id={`${dateId}-error`} role="alert" className="mt-1 font-medium text-bad text-xs">
            {errors.date}
          </p>
        ) : null}
      </div>
      <p className="text-ink-3 text-xs">Every page then says "Move", and the channels are told.</p>
      <PrimaryButton pending={pending} busy="Setting">
        Set the trigger
      </PrimaryButton>
    </form>
  );
}
