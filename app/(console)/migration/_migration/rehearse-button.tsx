"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { CopyButton } from "@/components/ui/copy-button";
import { rehearseAction } from "../actions";

const refreshMs = 2000;

/** Starts a rehearsal and follows its steps; where this console cannot start one, the command that does. */
export function RehearseButton({ may, isRunning, command }: { may: boolean; isRunning: boolean; command: string }) {
  const router = useRouter();
  const { errors, pending, run } = useAction();
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => router.refresh(), refreshMs);
    return () => clearInterval(timer);
  }, [isRunning, router]);
  const rehearse = () =>
    // Its record appears with its first step.
    void run(rehearseAction, {
      doing: "rehearse the move",
      done: "Begun",
      onDone: () => setTimeout(() => router.refresh(), refreshMs),
    });
  return (
    <div className="space-y-2 px-3 pb-3 text-[0.8125rem]">
      {errors[""] ? (
        <p role="alert" tabIndex={-1} className="text-bad">
          {errors[""]}
        </p>
      ) : null}
      {may ? (
        <PrimaryButton pending={pending || isRunning} busy="Rehearsing" onClick={rehearse}>
          Rehearse now
        </PrimaryButton>
      ) : (
        <p className="flex flex-wrap items-center gap-1 text-ink-2">
          On this box: <code className="break-all text-xs">{command}</code>
          <CopyButton text={command} what="the command" />
        </p>
      )}
      <p className="text-ink-3 text-xs">
        It copies the running stack into a directory of this box, starts the copy, asks it and removes it. The stack
        goes on; the disk needs room for one copy.
      </p>
    </div>
  );
}
