"use client";
import { useState } from "react";
import { ReasonForm } from "@/components/form/reason-form";
import { acknowledgeAlertAction } from "../actions";

/** Opens into a field for the reason why an alert is acknowledged. */
export function AcknowledgeForm({ alertId }: { alertId: string }) {
  const [open, setOpen] = useState(false);
  if (!open) {
    return (
      <button type="button" className="control -ml-2 mt-1 text-accent" onClick={() => setOpen(true)}>
        Acknowledge
      </button>
    );
  }
  return (
    <div className="-mx-3 mt-2">
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
