"use client";
import { useId, useState, useTransition } from "react";
import { useStepUp } from "@/components/auth/step-up-dialog";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { formatDuration } from "@/lib/format/quantity";
import type { TokenView } from "@/lib/tokens/token-view";
import { revokeTokenAction } from "../actions";
import { ConsequenceText } from "./consequence-text";

type Props = { publicId: string; name: string; forDeploys: boolean; onClose: () => void };

/** Says what will happen, takes the typed name, revokes, and then says how long the gate took to refuse. */
export function RevokeDialog({ publicId, name, forDeploys, onClose }: Props) {
  const id = useId();
  const { runWithStepUp } = useStepUp();
  const [typed, setTyped] = useState("");
  const [complaint, setComplaint] = useState("");
  const [revoked, setRevoked] = useState<TokenView | null>(null);
  const [pending, startTransition] = useTransition();
  const revoke = () =>
    startTransition(async () => {
      const result = await runWithStepUp(() => revokeTokenAction({ publicId, confirmation: typed })).catch(() => null);
      if (result?.ok) setRevoked(result.value);
      else
        setComplaint(result?.message ?? "The console did not answer. Reload the page to see whether it was revoked.");
    });
  if (revoked) return <Revoked token={revoked} onClose={onClose} />;
  const isTyped = typed.trim() === name;
  return (
    <FormDialog title={`Revoke ${name}?`} onClose={onClose}>
      <form
        noValidate
        className="space-y-4 px-5 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (pending) return;
          if (isTyped) revoke();
          else setComplaint(`Type the name as it stands here: ${name}`);
        }}
      >
        <p>
          {forDeploys ? "The console refuses it at once" : "The gate refuses it within a second"}, for good. To replace
          it without losing anything, rotate it instead.
        </p>
        <ConsequenceText publicId={publicId} />
        <div>
          <label htmlFor={id} className="block font-medium">
            Type <code className="rounded bg-sunken px-1">{name}</code> to confirm
          </label>
          <input
            id={id}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            className="field mt-1 w-full max-md:h-11 max-md:text-base"
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        {complaint ? <FormNotice health="bad">{complaint}</FormNotice> : null}
        <div className="flex justify-end gap-2">
          <button type="button" className="control max-md:h-11" onClick={onClose}>
            Keep it
          </button>
          <button
            type="submit"
            aria-disabled={pending || !isTyped}
            className="h-9 rounded-md bg-bad px-4 font-medium text-surface hover:opacity-90 aria-disabled:opacity-60 max-md:h-11"
          >
            {pending ? "Revoking" : "Revoke for good"}
          </button>
        </div>
      </form>
    </FormDialog>
  );
}

function Revoked({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const { name, refusedAfterMs } = token;
  return (
    <FormDialog title={`${name} is revoked`} onClose={onClose}>
      <div className="space-y-4 px-5 py-4">
        <p role="status" data-testid="refused-after">
          {refusedAfterMs === null
            ? "Its deny file is in place. How soon the gate refused could not be measured: the gate did not answer the console."
            : `The gate refused it ${formatDuration(refusedAfterMs)} after you confirmed, measured through its public address.`}
        </p>
        <div className="flex justify-end">
          <button type="button" className="control border border-line-strong font-medium max-md:h-11" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
    </FormDialog>
  );
}
