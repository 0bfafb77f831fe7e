"use client";
import { type FormEvent, useState } from "react";
import { editCapsuleAction } from "@/components/capsule/actions";
import { Field } from "@/components/form/field";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";

/** Title and note can be written afterwards, when there is time; what is frozen stays as it is. */
export function EditForm({ id, title, note }: { id: string; title: string; note: string }) {
  const [draft, setDraft] = useState({ title, note });
  const { errors, pending, run, form } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => editCapsuleAction(id, draft), { done: "Title and note saved" });
  };
  const failure = errors[""];
  return (
    <details className="mt-2 text-[0.8125rem]">
      <summary className="text-ink-2">Title and note</summary>
      <form ref={form} noValidate onSubmit={submit} className="mt-2 grid max-w-2xl gap-2">
        <Field
          label="Title"
          name="title"
          maxLength={120}
          value={draft.title}
          error={errors.title}
          onChange={(text) => setDraft({ ...draft, title: text })}
        />
        <Field
          label="Note"
          name="note"
          rows={3}
          maxLength={2000}
          value={draft.note}
          error={errors.note}
          onChange={(text) => setDraft({ ...draft, note: text })}
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
