"use client";
import { useState } from "react";
import { Field } from "@/components/form/field";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { formatDuration } from "@/lib/format/quantity";
import type { TokenView } from "@/lib/tokens/token-view";
import { revokeTokenAction } from "../actions";
import { ConsequenceText } from "./consequence-text";

type Props = { publicId: string; name: string; forDeploys: boolean; onClose: () => void };

/** Says what will happen, takes the typed name, revokes, and then says how long the gate took to refuse. */
export function RevokeDialog({ publicId, name, forDeploys, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [revoked, setRevoked] = useState<TokenView | null>(null);
  const { errors, fail, pending, run, form } = useAction();
  const revoke = () =>
    run(() => revokeTokenAction({ publicId, confirmation: typed }), {
      doing: `revoke ${name} for good`,
      onDone: setRevoked,
      unanswered: "The console did not answer. Reload the page to see whether it was revoked.",
    });
  if (revoked) return <Revoked token={revoked} onClose={onClose} />;
  const isTyped = typed.trim() === name;
  return (
    <FormDialog title={`Revoke ${name}?`} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="space-y-4 px-5 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isTyped) revoke();
          else fail({ confirmation: `Type the name as it stands here: ${name}` });
        }}
      >
        <p>
          {forDeploys ? "The console refuses it at once" : "The gate refuses it within a second"}, for good. To replace
          it without losing anything, rotate it instead.
        </p>
        <ConsequenceText publicId={publicId} />
        <Field
          label={
            <>
              Type <code className="rounded bg-sunken px-1">{name}</code> to confirm
            </>
          }
          value={typed}
          error={errors.confirmation}
          onChange={setTyped}
        />
        {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
        <div className="flex justify-end gap-2">
          <button type="button" className="control max-md:h-11" onClick={onClose}>
            Keep it
          </button>
          <PrimaryButton pending={pending || !isTyped} busy={pending ? "Revoking" : undefined} isFinal>
            Revoke for good
          </PrimaryButton>
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
