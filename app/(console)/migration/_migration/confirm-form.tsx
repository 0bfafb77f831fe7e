"use client";
import { ReasonForm } from "@/components/form/reason-form";
import { confirmItemAction } from "../actions";

/** Vouches for a point of the list, for a week. */
export function ConfirmForm({ item }: { item: string }) {
  return (
    <ReasonForm
      action={(reason) => confirmItemAction({ item, reason })}
      label="I have looked"
      hint="What you saw. It counts for a week, with your name."
      button="Vouch for it"
      done="Recorded"
    />
  );
}
