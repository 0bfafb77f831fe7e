"use client";
import { type FormEvent, useRef, useState } from "react";
import { postAuth } from "@/components/client/post-auth";
import { Field } from "@/components/form/field";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { signInApiPath } from "@/lib/links/api-paths";
import { PasskeyButton } from "./passkey-button";
import { useCountdown } from "./use-countdown";

/** E-mail and password; then, where the account has a second factor, its code. What was typed stays on an error. */
export function SignInForm({ to, passkeys }: { to: string; passkeys: boolean }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [needsCode, setNeedsCode] = useState(false);
  const [problem, setProblem] = useState("");
  const [pending, setPending] = useState(false);
  const { secondsLeft, start } = useCountdown();
  const form = useRef<HTMLFormElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending || secondsLeft > 0) return;
    if (email.trim() === "" || password === "") return setProblem("Enter your e-mail address and your password.");
    await send({ email, password, code });
  };
  const send = async (fields: Record<string, string>) => {
    setPending(true);
    setProblem("");
    const answer = await postAuth("callback/credentials", fields);
    if (answer.ok) return location.assign(to);
    setPending(false);
    if (answer.code === "code-needed") return setNeedsCode(true);
    if (answer.retryAfterSeconds !== null) start(answer.retryAfterSeconds);
    setProblem(answer.code === "throttled" ? "" : answer.message);
    requestAnimationFrame(() => form.current?.querySelector<HTMLInputElement>("input:last-of-type")?.focus());
  };
  const startOver = () => {
    setNeedsCode(false);
    setCode("");
    setProblem("");
  };

  return (
    // Sent before the scripts are there, it must not put a password into the address: hence the method.
    <form ref={form} noValidate method="post" action={signInApiPath()} onSubmit={submit} className="mt-4 space-y-4">
      {secondsLeft > 0 ? (
        <FormNotice health="warn">
          Too many failed attempts. You can try again in {secondsLeft} s. Nobody else is locked out by this.
        </FormNotice>
      ) : problem ? (
        <FormNotice health="bad">{problem}</FormNotice>
      ) : null}
      {needsCode ? (
        <>
          <p className="text-ink-2">The password is right. Now the second factor of {email.trim()}.</p>
          <Field
            label="Code"
            name="code"
            type="text"
            inputMode="text"
            autoComplete="one-time-code"
            autoFocus
            value={code}
            onChange={setCode}
            hint="Six digits of your app. A recovery code works too, once."
          />
        </>
      ) : (
        <>
          <Field
            label="E-mail"
            name="email"
            type="email"
            inputMode="email"
            autoComplete="username"
            autoFocus
            value={email}
            onChange={setEmail}
          />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
          />
        </>
      )}
      <PrimaryButton pending={pending || secondsLeft > 0} busy={pending ? "Signing in" : `Wait ${secondsLeft} s`} wide>
        Sign in
      </PrimaryButton>
      {passkeys ? (
        <PasskeyButton
          label={needsCode ? "Use a passkey" : "Sign in with a passkey"}
          onAnswer={(passkey) => send(needsCode ? { email, password, passkey } : { passkey })}
          onProblem={setProblem}
        />
      ) : null}
      {needsCode ? (
        <button type="button" className="control w-full" onClick={startOver}>
          Use another account
        </button>
      ) : null}
    </form>
  );
}
