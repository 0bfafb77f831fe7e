"use client";
import { useState, useTransition } from "react";
import { useStepUp } from "@/components/auth/step-up-dialog";
import { AuthField } from "@/components/form/auth-field";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { notify } from "@/components/shell/notify";
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
  const { runWithStepUp } = useStepUp();
  const [draft, setDraft] = useState({ ...emptyDraft, lifetime: "never" });
  const [token, setToken] = useState("");
  const [failure, setFailure] = useState<{ message: string; errors: Record<string, string> } | null>(null);
  const [pending, startTransition] = useTransition();
  const adopt = () =>
    startTransition(async () => {
      const result = await runWithStepUp(() => adoptTokenAction({ ...inputOf(draft), token })).catch(() => null);
      if (result?.ok) {
        setToken("");
        notify({ kind: "done", text: `${result.value.name} is adopted; its senders go on unchanged` });
        return onClose();
      }
      const message = result?.message ?? "The console did not answer. Look at the list, then try again.";
      setFailure({ message, errors: result?.errors ?? {} });
    });
  return (
    <FormDialog title="Adopt an older token" onClose={onClose}>
      <form
        noValidate
        className="space-y-4 px-5 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) adopt();
        }}
      >
        <p className="text-ink-2">
          A token that senders use already becomes a managed one; they go on unchanged. It has no checksum, so rotate it
          when you can.
        </p>
        <AuthField
          label="The token"
          name="older-token"
          type="password"
          autoComplete="off"
          value={token}
          error={failure?.errors.token}
          onChange={setToken}
        />
        <TokenFields
          draft={draft}
          errors={failure?.errors ?? {}}
          offered={ingestScopes}
          onChange={(change) => setDraft((was) => ({ ...was, ...change }))}
        />
        {failure ? <FormNotice health="bad">{failure.message}</FormNotice> : null}
        <div className="flex justify-end">
          <PrimaryButton pending={pending} busy="Adopting">
            Adopt
          </PrimaryButton>
        </div>
      </form>
    </FormDialog>
  );
}
