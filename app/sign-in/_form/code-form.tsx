"use client";
import { type FormEvent, useState, useTransition } from "react";
import { AuthField } from "@/components/form/auth-field";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { confirmFactorAction } from "../actions";
import { PasskeyButton } from "./passkey-button";

/** The second factor of an account whose provider asked for none. */
export function CodeForm({ email, to, passkeys }: { email: string; to: string; passkeys: boolean }) {
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState("");
  const [pending, startTransition] = useTransition();
  const confirm = async (given: { code: string; passkey: string }) => {
    try {
      const result = await confirmFactorAction(given);
      if (result.ok) location.assign(to);
      else setProblem(result.message);
    } catch {
      setProblem("The console did not answer. Try again.");
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!pending) startTransition(() => confirm({ code, passkey: "" }));
  };
  return (
    <form noValidate method="post" onSubmit={submit} className="mt-4 space-y-4">
      {problem ? <FormNotice health="bad">{problem}</FormNotice> : null}
      <AuthField
        label="Code"
        name="code"
        type="text"
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={setCode}
        hint={`Six digits of the app for ${email}. A recovery code works too, once.`}
      />
      <PrimaryButton pending={pending} busy="Checking" wide>
        Confirm
      </PrimaryButton>
      {passkeys ? (
        <PasskeyButton
          label="Use a passkey"
          onAnswer={(passkey) => confirm({ code: "", passkey })}
          onProblem={setProblem}
        />
      ) : null}
    </form>
  );
}
