"use client";
import { useState } from "react";
import { ReasonForm } from "@/components/form/reason-form";
import { acknowledgeAlertAction } from "../actions";

/** Opens to the reason for quieting an alert. */
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
        hint="Nothing more is sent of it, but that it is over."
        button="Acknowledge"
        done="Acknowledged"
      />
    </div>
  );
}
