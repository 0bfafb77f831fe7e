"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { confirmFactorAction } from "../actions";
import { PasskeyButton } from "./passkey-button";

/** The second factor of an account whose provider asked for none. */
export function CodeForm({ email, to, passkeys }: { email: string; to: string; passkeys: boolean }) {
  const [code, setCode] = useState("");
  const { errors, fail, pending, run, form } = useAction();
  const problem = Object.values(errors)[0];
  const confirm = (given: { code: string; passkey: string }) =>
    run(() => confirmFactorAction(given), { onDone: () => location.assign(to) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm({ code, passkey: "" });
  };
  return (
    <form ref={form} noValidate method="post" onSubmit={submit} className="mt-4 space-y-4">
      {problem ? <FormNotice health="bad">{problem}</FormNotice> : null}
      <Field
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
          onProblem={(text) => fail(text === "" ? {} : { "": text })}
        />
      ) : null}
    </form>
  );
}
