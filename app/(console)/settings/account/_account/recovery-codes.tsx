"use client";
import { useCallback, useRef } from "react";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { CopyButton } from "@/components/ui/copy-button";

/** Shown once: only the button that says they are kept closes it. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement | null>(null);
  const open = useCallback((element: HTMLDialogElement | null) => {
    dialog.current = element;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={open}
      aria-labelledby="recovery-title"
      onCancel={(event) => event.preventDefault()}
      onClose={onClose}
      className="floating m-auto w-[26rem] max-w-[calc(100vw-2rem)] p-5"
    >
      <h2 id="recovery-title" className="font-semibold text-base">
        Your recovery codes
      </h2>
      <p className="mt-1 text-ink-2">
        Each signs you in once when the phone is not at hand. Keep them away from the phone.
      </p>
      <ul
        data-testid="recovery-codes"
        className="mt-3 grid grid-cols-1 gap-x-4 gap-y-1 rounded-md bg-sunken p-3 sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>
            <code className="text-xs">{code}</code>
          </li>
        ))}
      </ul>
      <FormNotice health="warn">They are not shown again. New ones end these.</FormNotice>
      <div className="mt-4 flex items-center justify-between gap-2">
        <CopyButton text={codes.join("\n")} what="Recovery codes">
          Copy all
        </CopyButton>
        <PrimaryButton onClick={() => dialog.current?.close()}>I stored them</PrimaryButton>
      </div>
    </dialog>
  );
}
