"use client";
import { Camera } from "lucide-react";
import type { WindowChoice } from "@/lib/capsule/window";
import { useFreeze } from "./use-freeze";

type Props = { window: WindowChoice; name: string; what: string };

/** One press keeps what the console knows of a window. `name` tells the page's buttons apart, for keys and tests. */
export function FreezeButton({ window, name, what }: Props) {
  const { freeze, pending } = useFreeze();
  return (
    <button
      type="button"
      className="control"
      data-freeze={name}
      aria-disabled={pending}
      aria-label={`Freeze ${what}`}
      title={`Freeze ${what}: verdict, charts, traces, host, events and audit log, without secrets, as a file that opens offline`}
      onClick={() => freeze(window)}
    >
      <Camera aria-hidden className="size-3.5" />
      {pending ? "Freezing" : "Freeze"}
    </button>
  );
}
