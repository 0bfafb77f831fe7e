"use client";
import { useState } from "react";
import { Field } from "@/components/form/field";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { ingestScopes } from "@/lib/plan/scopes";
import { adoptTokenAction } from "../actions";
import { emptyDraft, inputOf, TokenFields } from "./token-fields";

/** Opens the dialog that takes over a token already in use. */
export function AdoptButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="control max-md:h-11" onClick={() => setOpen(true)}>
        Adopt an older one
      </button>
      {open ? <AdoptDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AdoptDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState({ ...emptyDraft, lifetime: "never" });
  const [token, setToken] = useState("");
  const { errors, pending, run, form } = useAction();
  const adopt = () =>
    run(() => adoptTokenAction({ ...inputOf(draft), token }), {
      doing: `adopt the token ${draft.name.trim()}`,
      done: ({ name }) => `${name} is adopted; its senders go on unchanged`,
      onDone: () => {
        setToken("");
        onClose();
      },
      unanswered: "The console did not answer. Look at the list, then try again.",
    });
  return (
    <FormDialog title="Adopt an older token" onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="space-y-4 px-5 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          adopt();
        }}
      >
        <p className="text-ink-2">
          A token that senders use already becomes a managed one; they go on unchanged. It has no checksum, so rotate it
          when you can.
        </p>
        <Field
          label="The token"
          name="older-token"
          type="password"
          autoComplete="off"
          value={token}
          error={errors.token}
          onChange={setToken}
        />
        <TokenFields
          draft={draft}
          errors={errors}
          offered={ingestScopes}
          onChange={(change) => setDraft((previous) => ({ ...previous, ...change }))}
        />
        {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
        <div className="flex justify-end">
          <PrimaryButton pending={pending} busy="Adopting">
            Adopt
          </PrimaryButton>
        </div>
      </form>
    </FormDialog>
  );
}
