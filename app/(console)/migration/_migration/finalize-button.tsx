"use client";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { finalizeMoveAction } from "../actions";

/** Closes the move and keeps its record. */
export function FinalizeButton() {
  const { errors, pending, run } = useAction();
  const finalize = () => void run(finalizeMoveAction, { doing: "close the move", done: "The move is closed" });
  return (
    <div className="space-y-1 border-line border-t px-3 py-3">
      <p className="text-[0.8125rem] text-ink-2">
        Closing ends the plan and keeps who moved when, for how long and on what evidence. Switch the old box off first.
      </p>
      {errors[""] ? (
        <p role="alert" tabIndex={-1} className="text-[0.8125rem] text-bad">
          {errors[""]}
        </p>
      ) : null}
      <PrimaryButton pending={pending} busy="Closing" onClick={finalize}>
        Close the move
      </PrimaryButton>
    </div>
  );
}
