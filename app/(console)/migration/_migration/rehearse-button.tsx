"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { CopyButton } from "@/components/ui/copy-button";
import { rehearseAction } from "../actions";

const refreshMs = 2000;
const beginMsMax = 60_000;

type Props = {
  may: boolean;
  /** Of the newest rehearsal: its record appears with its first step. */
  newest: { startedAtMs: number; isRunning: boolean } | null;
  command: string;
};

/** Starts a rehearsal and follows its steps; where this console cannot start one, the command that does. */
export function RehearseButton({ may, newest, command }: Props) {
  const router = useRouter();
  const { errors, pending, run } = useAction();
  const [before, setBefore] = useState<number | null | undefined>();
  const startedAtMs = newest?.startedAtMs ?? null;
  const isBegun = before !== undefined && before === startedAtMs;
  const isRunning = isBegun || newest?.isRunning === true;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => router.refresh(), refreshMs);
    // A script that cannot even begin leaves no record.
    const givingUp = isBegun ? setTimeout(() => setBefore(undefined), beginMsMax) : undefined;
    return () => {
      clearInterval(timer);
      clearTimeout(givingUp);
    };
  }, [isRunning, isBegun, router]);
  const rehearse = () =>
    void run(rehearseAction, { doing: "rehearse the move", done: "Begun", onDone: () => setBefore(startedAtMs) });
  return (
    <div className="space-y-2 px-3 pb-3">
      {errors[""] ? (
        <p role="alert" tabIndex={-1} className="text-[0.8125rem] text-bad">
          {errors[""]}
        </p>
      ) : null}
      {may ? (
        <PrimaryButton pending={pending || isRunning} busy="Rehearsing" onClick={rehearse}>
          Rehearse now
        </PrimaryButton>
      ) : (
        <p className="flex flex-wrap items-center gap-1 text-[0.8125rem] text-ink-2">
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
