"use client";
import { RefreshCw } from "lucide-react";
import { useAction } from "@/components/form/use-action";
import { lookNowAction } from "../actions";

/** Looks again now; the console looks every ten minutes by itself. */
export function LookButton() {
  const { pending, run } = useAction();
  return (
    <button
      type="button"
      className="control"
      disabled={pending}
      onClick={() => void run(lookNowAction, { done: "Looked again", failed: "Not looked" })}
    >
      <RefreshCw aria-hidden className={pending ? "size-3.5 motion-safe:animate-spin" : "size-3.5"} />
      {pending ? "Looking" : "Look now"}
    </button>
  );
}
