"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { recordDecisionAction } from "../actions";

type Props = { decisionKey: string; question: string; choices: readonly string[] };

/** What only a person can say: one of a few choices, and why. */
export function DecisionForm({ decisionKey, question, choices }: Props) {
  const [choice, setChoice] = useState(choices[0] ?? "");
  const [reason, setReason] = useState("");
  const { errors, pending, run, form } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const decision = { key: decisionKey, choice, reason };
    void run(() => recordDecisionAction(decision), { onDone: () => setReason(""), done: "Recorded" });
  };
  return (
    <form ref={form} noValidate onSubmit={submit} className="space-y-2 px-3 pb-3">
      <fieldset>
        <legend className="font-medium">{question}</legend>
        {choices.map((option) => (
          <label key={option} className="mr-4 inline-flex min-h-9 items-center gap-1.5">
            <input
              type="radio"
              name={decisionKey}
              value={option}
              checked={choice === option}
              onChange={() => setChoice(option)}
            />
            {option}
          </label>
        ))}
      </fieldset>
      <Field
        label="Why"
        name={`${decisionKey}-reason`}
        value={reason}
        hint="Who, when and why are kept, here and in the audit log."
        error={errors.reason ?? errors.choice ?? errors[""]}
        onChange={setReason}
      />
      <PrimaryButton pending={pending} busy="Saving">
        Record
      </PrimaryButton>
    </form>
  );
}
