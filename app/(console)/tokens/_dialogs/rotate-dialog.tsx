"use client";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import type { CreatedToken } from "@/lib/tokens/create-token";
import { rotateTokenAction } from "../actions";
import { RotationProgress } from "./rotation-progress";
import { SecretDialog } from "./secret-dialog";
import { SecretView } from "./secret-view";

type Props = { publicId: string; name: string; isRotating: boolean; onClose: () => void };

/** Starts a rotation, or shows how far one is. */
export function RotateDialog({ publicId, name, isRotating, onClose }: Props) {
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const { errors, pending, run } = useAction();
  const rotate = () =>
    run(() => rotateTokenAction({ publicId }), {
      doing: `rotate ${name}`,
      onDone: setCreated,
      unanswered: "The console did not answer. Reload the page to see whether it was rotated.",
    });
  const complaint = Object.values(errors)[0];
  if (created) {
    return (
      <SecretDialog title={`New token of ${name}`} onStored={onClose}>
        <SecretView {...created} />
      </SecretDialog>
    );
  }
  if (isRotating) {
    return (
      <FormDialog title={`Rotation of ${name}`} onClose={onClose}>
        <div className="space-y-3 px-5 py-4">
          <RotationProgress publicId={publicId} />
          <p className="text-[0.8125rem] text-ink-2">
            To end the old one now, revoke it. If the new one was lost, revoke the new one: the old one then stays, and
            can be rotated again.
          </p>
        </div>
      </FormDialog>
    );
  }
  return (
    <FormDialog title={`Rotate ${name}?`} onClose={onClose}>
      <form
        className="space-y-4 px-5 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          rotate();
        }}
      >
        <p>
          You get a new token with the same scopes, addresses and lifetime. Both work until every sender uses the new
          one and the old one has fallen silent, for 7 days at most. Nothing is lost meanwhile.
        </p>
        {complaint ? <FormNotice health="bad">{complaint}</FormNotice> : null}
        <div className="flex justify-end gap-2">
          <button type="button" className="control max-md:h-11" onClick={onClose}>
            Cancel
          </button>
          <PrimaryButton pending={pending} busy="Making the new token">
            Make the new token
          </PrimaryButton>
        </div>
      </form>
    </FormDialog>
  );
}
