"use client";
import { UserPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import type { IssuedLink } from "@/lib/auth/one-time-link";
import { inviteUserAction } from "../actions";
import { LinkOnce } from "./link-once";
import { RoleChoice } from "./role-choice";

export function InviteButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <PrimaryButton onClick={() => setOpen(true)}>
        <UserPlus aria-hidden className="size-4" />
        Invite a user
      </PrimaryButton>
      {open ? <InviteDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function InviteDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState({ email: "", name: "", role: "viewer" });
  const [link, setLink] = useState<IssuedLink | null>(null);
  const { errors, pending, run, form } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => inviteUserAction(draft), {
      doing: `invite ${draft.email.trim()}`,
      onDone: setLink,
      unanswered: "The console did not answer. See in the list whether the user is there; else try again.",
    });
  };
  return (
    <FormDialog title="Invite a user" onClose={onClose}>
      {link ? (
        <div className="p-5">
          <LinkOnce link={link} />
        </div>
      ) : (
        <form ref={form} noValidate onSubmit={submit} className="space-y-4 p-5">
          {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
          <Field
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
          <Field
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
