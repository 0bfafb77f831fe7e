"use client";
import { KeyRound } from "lucide-react";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Field } from "@/components/form/field";
import { PrimaryButton } from "@/components/form/primary-button";
import { stepUpAction } from "./step-up-action";
import { connectStepUp } from "./step-up-store";

type Answer = (confirmed: boolean) => void;

/** Stands once in the layout and opens whenever an action of the page needs a proof of who is asking. */
export function StepUpDialog() {
  const [answer, setAnswer] = useState<{ give: Answer; doing: string | undefined } | null>(null);
  useEffect(() => connectStepUp((doing) => new Promise<boolean>((give) => setAnswer({ give, doing }))), []);
  if (!answer) return null;
  const close = (confirmed: boolean) => {
    setAnswer(null);
    answer.give(confirmed);
  };
  // At the end of the body, so that a dialog below does not hide it from those who hear the page.
  return createPortal(<StepUpForm doing={answer.doing} onClose={close} />, document.body);
}

function StepUpForm({ doing, onClose }: { doing: string | undefined; onClose: Answer }) {
  const dialog = useRef<HTMLDialogElement | null>(null);
  const [proof, setProof] = useState("");
  const [error, setError] = useState("");
  const [pending, setPending] = useState(false);
  const confirmed = useRef(false);

  const open = useCallback((element: HTMLDialogElement | null) => {
    dialog.current = element;
    if (!element) return;
    // A dialog below would take these for a click or a focus outside of itself, and close.
    for (const type of ["pointerdown", "focusin"]) element.addEventListener(type, (event) => event.stopPropagation());
    element.showModal();
  }, []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (pending) return;
    setPending(true);
    const result = await stepUpAction(proof).catch(() => null);
    setPending(false);
    if (!result?.ok) {
      return setError(
        result?.errors?.proof ?? result?.message ?? "The console did not answer. Nothing was changed; try again.",
      );
    }
    confirmed.current = true;
    dialog.current?.close();
  };

  return (
    <dialog
      ref={open}
      aria-labelledby="step-up-title"
      onClose={() => onClose(confirmed.current)}
      className="floating pointer-events-auto m-auto w-[24rem] max-w-[calc(100vw-2rem)]"
    >
      <form onSubmit={submit} className="space-y-4 p-5" noValidate>
        <div>
          <h2 id="step-up-title" className="flex items-center gap-2 font-semibold text-base">
            <KeyRound aria-hidden className="size-4 text-accent" />
            Confirm that it is you
          </h2>
          <p className="mt-1 text-ink-2">
            {doing ? <span className="wrap-anywhere">To {doing}. </span> : "What you are about to do needs it. "}
            It then holds for 10 minutes.
          </p>
        </div>
        <Field
          label="Your password, or a code of your app"
          type="password"
          name="proof"
          autoComplete="current-password"
          autoFocus
          value={proof}
          error={error}
          onChange={setProof}
        />
        <div className="flex justify-end gap-2">
          <button type="button" className="control max-md:h-11" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <PrimaryButton pending={pending} busy="Checking">
            Confirm
          </PrimaryButton>
        </div>
      </form>
    </dialog>
  );
}
