"use client";
import { RefreshCw } from "lucide-react";
import type { ActionResult } from "@/lib/web/action-result";
import { useAction } from "./use-action";

/** Looks again now; the console looks every few minutes by itself. */
export function LookButton({ action }: { action: () => Promise<ActionResult<unknown>> }) {
  const { pending, run } = useAction();
  return (
    <button
      type="button"
      className="control"
      disabled={pending}
      onClick={() => void run(action, { done: "Looked again", failed: "Not looked" })}
    >
      <RefreshCw aria-hidden className={pending ? "size-3.5 motion-safe:animate-spin" : "size-3.5"} />
      {pending ? "Looking" : "Look now"}
    </button>
  );
}
