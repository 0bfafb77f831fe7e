"use client";
import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { askPasskey, noPasskey } from "@/components/auth/ask-passkey";
import { beginPasskeySignInAction } from "../actions";

type Props = { label: string; onAnswer: (passkey: string) => Promise<void>; onProblem: (problem: string) => void };

/** Lets the browser ask for a passkey of this console and hands its answer on. */
export function PasskeyButton({ label, onAnswer, onProblem }: Props) {
  const [pending, setPending] = useState(false);
  const go = async () => {
    if (pending) return;
    setPending(true);
    onProblem("");
    try {
      const begun = await beginPasskeySignInAction();
      const passkey = begun.ok ? await askPasskey(begun.value) : null;
      if (passkey !== null) await onAnswer(passkey);
      else onProblem(begun.ok ? noPasskey : begun.message);
    } catch {
      onProblem("The console did not answer. Try again.");
    }
    setPending(false);
  };
  return (
    <button
      type="button"
      aria-disabled={pending}
      onClick={go}
      className="flex h-9 w-full items-center justify-center gap-2 rounded-md border border-line-strong font-medium hover:bg-hover max-md:h-11"
    >
      <Fingerprint aria-hidden className="size-4" />
      {pending ? "Waiting for the passkey" : label}
    </button>
  );
}
