"use client";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { ReasonForm } from "@/components/form/reason-form";
import { acknowledgeAlertAction } from "../actions";

const focusField = (element: HTMLElement | null) => element?.querySelector("input")?.focus();

/** Opens into a field for the reason why an alert is acknowledged. */
export function AcknowledgeForm({ alertId }: { alertId: string }) {
  // The palette opens it by the URL.
  const [asked] = useQueryState("acknowledge");
  const [open, setOpen] = useState(asked === alertId);
  if (!open) {
    return (
      <button type="button" className="control -ml-2 mt-1 text-accent" onClick={() => setOpen(true)}>
        Acknowledge
      </button>
    );
  }
  return (
    <div className="-mx-3 mt-2" ref={asked === alertId ? focusField : undefined}>
      <ReasonForm
        action={(reason) => acknowledgeAlertAction(alertId, reason)}
        label="Why it needs no more messages"
        hint="Nothing more is sent about it, except that it is over."
        button="Acknowledge"
        done="Acknowledged"
      />
    </div>
  );
}
