"use client";
import { type FormEvent, useId } from "react";
import { editCapsuleAction } from "@/components/capsule/actions";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useActionForm } from "@/components/form/use-action-form";

/** Title and note can be written afterwards, when there is time; what is frozen stays as it is. */
export function EditForm({ id, title, note }: { id: string; title: string; note: string }) {
  const fieldId = useId();
  const { errors, pending, run } = useActionForm();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = { title: String(form.get("title") ?? ""), note: String(form.get("note") ?? "") };
    run(
      () => editCapsuleAction(id, given),
      () => undefined,
      "Title and note saved",
    );
  };
  const failure = Object.values(errors)[0];
  return (
    <details className="mt-2 text-[0.8125rem]">
      <summary className="text-ink-2">Title and note</summary>
      <form onSubmit={submit} className="mt-2 grid max-w-2xl gap-2">
        <label htmlFor={`${fieldId}-title`} className="font-medium">
          Title
        </label>
        <input
          id={`${fieldId}-title`}
          name="title"
          defaultValue={title}
          maxLength={120}
          autoComplete="off"
          className="field w-full"
        />
        <label htmlFor={`${fieldId}-note`} className="font-medium">
          Note
        </label>
        <textarea
          id={`${fieldId}-note`}
          name="note"
          defaultValue={note}
          maxLength={2000}
          rows={3}
          className="field h-auto w-full py-1.5"
        />
        <div>
          <PrimaryButton pending={pending} busy="Saving">
            Save
          </PrimaryButton>
        </div>
        {failure ? <FormNotice health="bad">{failure}</FormNotice> : null}
      </form>
    </details>
  );
}
