"use client";
import { UserPlus } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { useStepUp } from "@/components/auth/step-up-dialog";
import { AuthField } from "@/components/form/auth-field";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import type { IssuedLink } from "@/lib/auth/one-time-link";
import { inviteUserAction } from "../actions";
import { LinkOnce } from "./link-once";
import { RoleChoice } from "./role-choice";

export function InviteButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="inline-flex h-9 items-center gap-2 rounded-md bg-accent px-3 font-medium text-surface hover:opacity-90 max-md:h-11"
        onClick={() => setOpen(true)}
      >
        <UserPlus aria-hidden className="size-4" />
        Invite a user
      </button>
      {open ? <InviteDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function InviteDialog({ onClose }: { onClose: () => void }) {
  const { runWithStepUp } = useStepUp();
  const [draft, setDraft] = useState({ email: "", name: "", role: "viewer" });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [link, setLink] = useState<IssuedLink | null>(null);
  const [pending, startTransition] = useTransition();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    startTransition(async () => {
      try {
        const result = await runWithStepUp(() => inviteUserAction(draft));
        if (result.ok) return setLink(result.value);
        setErrors(result.errors ?? { "": result.message });
      } catch {
        setErrors({ "": "The console did not answer. See in the list whether the user is there; else try again." });
      }
    });
  };
  return (
    <FormDialog title="Invite a user" onClose={onClose}>
      {link ? (
        <div className="p-5">
          <LinkOnce link={link} />
        </div>
      ) : (
        <form noValidate onSubmit={submit} className="space-y-4 p-5">
          {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
          <AuthField
            label="E-mail"
            name="email"
            type="email"
            inputMode="email"
            autoComplete="off"
            autoFocus
            value={draft.email}
            error={errors.email}
            onChange={(email) => setDraft({ ...draft, email })}
          />
          <AuthField
            label="Name (optional)"
            name="name"
            type="text"
            autoComplete="off"
            value={draft.name}
            error={errors.name}
            onChange={(name) => setDraft({ ...draft, name })}
          />
          <RoleChoice value={draft.role} onChange={(role) => setDraft({ ...draft, role })} />
          <div className="flex justify-end">
            <PrimaryButton pending={pending} busy="Making the link">
              Make the link
            </PrimaryButton>
          </div>
        </form>
      )}
    </FormDialog>
  );
}
