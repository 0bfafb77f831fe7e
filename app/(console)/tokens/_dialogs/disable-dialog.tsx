"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { PrimaryButton } from "@/components/form/primary-button";

type Props = { name: string; forDeploys: boolean; pending: boolean; onClose: () => void; onConfirm: () => void };

/** Disabling is reversible, but what is sent meanwhile is lost: this says so first. */
export function DisableDialog({ name, forDeploys, pending, onClose, onConfirm }: Props) {
  return (
    <FormDialog title={`Disable ${name}?`} onClose={onClose}>
      <form
        className="space-y-4 px-5 py-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) onConfirm();
        }}
      >
        <p>
          {forDeploys
            ? "The console refuses it at once, until it is enabled again. Deploys told meanwhile are missing from the timeline, except where the pods' starts show them."
            : "The gate refuses it within a second, until it is enabled again. vmagent keeps metrics in its queue and sends them then. Traces sent meanwhile are dropped by their senders and do not come back."}
        </p>
        <div className="flex justify-end gap-2">
          <button type="button" className="control max-md:h-11" onClick={onClose}>
            Cancel
          </button>
          <PrimaryButton pending={pending} busy="Disabling">
            Disable
          </PrimaryButton>
        </div>
      </form>
    </FormDialog>
  );
}
