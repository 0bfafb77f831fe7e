"use client";
import { Fingerprint, KeyRound } from "lucide-react";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { postAuth } from "@/components/client/post-auth";
import { Field } from "@/components/form/field";
import { PrimaryButton } from "@/components/form/primary-button";
import type { StepUpWays } from "@/lib/auth/step-up-ways";
import { askPasskey, noPasskey } from "./ask-passkey";
import { beginOidcStepUpAction, stepUpAction, stepUpWaysAction } from "./step-up-action";
import { connectStepUp } from "./step-up-store";

type Answer = (confirmed: boolean) => void;

const silent = "The console did not answer. Nothing was changed; try again.";
const labels = { password: "Your password", code: "A code of your app, or a recovery code" };

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

/** Goes to the provider, which asks its user again, and comes back to this page. */
async function confirmAtProvider(): Promise<string> {
  const begun = await beginOidcStepUpAction();
  if (!begun.ok) return begun.message;
  const back = `${location.pathname}${location.search}`;
  const asked = await postAuth("signin/oidc?max_age=0&prompt=login", { callbackUrl: back });
  if (!asked.ok) return asked.message;
  if (!asked.url) return "The provider did not say where to go.";
  location.assign(asked.url);
  return "";
}

function StepUpForm({ doing, onClose }: { doing: string | undefined; onClose: Answer }) {
  const dialog = useRef<HTMLDialogElement | null>(null);
  const [ways, setWays] = useState<StepUpWays | null>(null);
  const [proof, setProof] = useState("");
  const [error, setError] = useState("");
  const [pending, setPending] = useState(false);
  const confirmed = useRef(false);

  useEffect(() => {
    stepUpWaysAction().then(
      (result) => (result.ok ? setWays(result.value) : setError(result.message)),
      () => setError(silent),
    );
  }, []);
  const open = useCallback((element: HTMLDialogElement | null) => {
    dialog.current = element;
    if (!element) return;
    // A dialog below would take these for a click or a focus outside of itself, and close.
    for (const type of ["pointerdown", "focusin"]) element.addEventListener(type, (event) => event.stopPropagation());
    element.showModal();
  }, []);
  const run = async (work: () => Promise<string>) => {
    if (pending) return;
    setPending(true);
    setError("");
    setError(await work().catch(() => silent));
    setPending(false);
  };
  const confirm = async (given: { proof: string; passkey: string }) => {
    const result = await stepUpAction(given);
    if (!result.ok) return result.errors?.proof ?? result.message;
    confirmed.current = true;
    dialog.current?.close();
    return "";
  };
  const provePasskey = async () => {
    const fresh = await stepUpWaysAction();
    const options = fresh.ok ? fresh.value.passkey : null;
    const passkey = options ? await askPasskey(options) : null;
    return passkey === null ? noPasskey : await confirm({ proof: "", passkey });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    run(() => confirm({ proof, passkey: "" }));
  };

  const wide =
    "flex h-9 w-full items-center justify-center gap-2 rounded-md border border-line-strong font-medium hover:bg-hover max-md:h-11";
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
        {ways?.typed ? (
          <Field
            label={labels[ways.typed]}
            type="password"
            name="proof"
            autoComplete={ways.typed === "password" ? "current-password" : "one-time-code"}
            autoFocus
            value={proof}
            error={error}
            onChange={setProof}
          />
        ) : error ? (
          <p role="alert" className="font-medium text-bad">
            {error}
          </p>
        ) : null}
        {ways?.passkey ? (
          <button type="button" className={wide} onClick={() => run(provePasskey)}>
            <Fingerprint aria-hidden className="size-4" />
            Use a passkey
          </button>
        ) : null}
        {ways?.provider ? (
          <button type="button" className={wide} onClick={() => run(confirmAtProvider)}>
            Confirm at {ways.provider}
          </button>
        ) : null}
        {ways && !ways.typed && !ways.passkey && !ways.provider ? (
          <p className="text-ink-2">
            There is nothing to confirm it by: no password, second factor or provider. An admin can give you a link.
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <button type="button" className="control max-md:h-11" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          {ways?.typed ? (
            <PrimaryButton pending={pending} busy="Checking">
              Confirm
            </PrimaryButton>
          ) : null}
        </div>
      </form>
    </dialog>
  );
}
