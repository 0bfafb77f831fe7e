"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import type { CreatedToken } from "@/lib/tokens/create-token";
import { createTokenAction } from "../actions";
import { SecretDialog } from "./secret-dialog";
import { SecretView } from "./secret-view";
import { emptyDraft, inputOf, TokenFields } from "./token-fields";

/** Opens the dialog that makes a token and shows it once. */
export function CreateButton({ first = false }: { first?: boolean }) {
  // The palette opens it by the URL; on a page with two of these buttons the one that is always there answers.
  const [asked, setAsked] = useQueryState("do");
  const [pressed, setPressed] = useState(false);
  const open = pressed || (!first && asked === "create");
  const setOpen = (now: boolean) => {
    setPressed(now);
    if (!now && asked !== null) void setAsked(null);
  };
  return (
    <>
      <PrimaryButton onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {first ? "Create the first token" : "Create token"}
      </PrimaryButton>
      {open ? <CreateDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [draft, setDraft] = useState(emptyDraft);
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const { errors, pending, run, form } = useAction();
  const create = () =>
    run(() => createTokenAction(inputOf(draft)), {
      doing: `create the token ${draft.name.trim()}`,
      onDone: setCreated,
      unanswered: "The console did not answer. What you typed is still here; look at the list, then try again.",
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
        ref={form}
        noValidate
        className="space-y-4 px-5 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <TokenFields
          draft={draft}
          errors={errors}
          onChange={(change) => setDraft((previous) => ({ ...previous, ...change }))}
        />
        {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
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
