"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { planMoveAction } from "../actions";

/** The address of the new box. */
export function PlanForm() {
  const [address, setAddress] = useState("");
  const { errors, pending, run, form } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => planMoveAction({ address }), { onDone: () => setAddress(""), done: "Planned" });
  };
  return (
    <form ref={form} noValidate onSubmit={submit} className="space-y-2 px-3 pb-3">
      <Field
        label="Address of the new box"
        name="address"
        value={address}
        hint="The console looks at its ports and certificates, and changes nothing there."
        error={errors.address ?? errors[""]}
        onChange={setAddress}
      />
      <PrimaryButton pending={pending} busy="Looking">
        Plan a move
      </PrimaryButton>
    </form>
  );
}
