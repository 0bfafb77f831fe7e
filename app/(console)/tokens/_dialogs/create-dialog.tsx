"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useStepUp } from "@/components/auth/step-up-dialog";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import type { CreatedToken } from "@/lib/tokens/create-token";
import { createTokenAction } from "../actions";
import { SecretDialog } from "./secret-dialog";
import { SecretView } from "./secret-view";
import { emptyDraft, inputOf, TokenFields } from "./token-fields";

/** Opens the dialog that makes a token and shows it once. */
export function CreateButton({ first = false }: { first?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="inline-flex h-9 items-center gap-1.5 rounded-md bg-accent px-3 font-medium text-surface hover:opacity-90 max-md:h-11"
        onClick={() => setOpen(true)}
      >
        <Plus aria-hidden className="size-4" />
        {first ? "Create the first token" : "Create token"}
      </button>
      {open ? <CreateDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const { runWithStepUp } = useStepUp();
  const [draft, setDraft] = useState(emptyDraft);
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const [failure, setFailure] = useState<{ message: string; errors: Record<string, string> } | null>(null);
  const [pending, startTransition] = useTransition();
  const create = () =>
    startTransition(async () => {
      const result = await runWithStepUp(() => createTokenAction(inputOf(draft))).catch(() => null);
      if (result?.ok) return setCreated(result.value);
      const message =
        result?.message ??
        "The console did not answer. What you typed is still here; look at the list, then try again.";
      setFailure({ message, errors: result?.errors ?? {} });
    });
  if (created) {
    const done = () => {
      onClose();
      router.refresh();
    };
    return (
      <SecretDialog title={`Token of ${created.view.name}`} onStored={done}>
        <SecretView {...created} />
      </SecretDialog>
    );
  }
  return (
    <FormDialog title="Create a token" onClose={onClose}>
      <form
        noValidate
        className="space-y-4 px-5 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) create();
        }}
      >
        <TokenFields
          draft={draft}
          errors={failure?.errors ?? {}}
          onChange={(change) => setDraft((was) => ({ ...was, ...change }))}
        />
        {failure ? <FormNotice health="bad">{failure.message}</FormNotice> : null}
        <div className="flex items-center justify-between gap-2">
          <p className="text-ink-3 text-xs">It is shown once. The console keeps only its fingerprint.</p>
          <PrimaryButton pending={pending} busy="Creating">
            Create
          </PrimaryButton>
        </div>
      </form>
    </FormDialog>
  );
}
