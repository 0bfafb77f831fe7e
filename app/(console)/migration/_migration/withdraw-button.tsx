"use client";
import { SecondaryButton } from "@/components/form/secondary-button";
import { useAction } from "@/components/form/use-action";
import { withdrawMoveAction } from "../actions";

/** Takes the plan back; nothing was done on either box. */
export function WithdrawButton() {
  const { pending, run } = useAction();
  const withdraw = () => void run(withdrawMoveAction, { done: "Withdrawn", failed: "The plan was not withdrawn" });
  return (
    <SecondaryButton pending={pending} onClick={withdraw}>
      Withdraw the plan
    </SecondaryButton>
  );
}
