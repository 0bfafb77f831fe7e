"use client";
import { RefreshCw } from "lucide-react";
import { useActionForm } from "@/components/form/use-action-form";
import { lookNowAction } from "../actions";

/** Looks again now; the console looks every five minutes by itself. */
export function LookButton() {
  const { errors, pending, run } = useActionForm();
  return (
    <>
      <button
        type="button"
        className="control"
        disabled={pending}
        onClick={() => run(lookNowAction, () => {}, "Looked again")}
      >
        <RefreshCw aria-hidden className={pending ? "size-3.5 motion-safe:animate-spin" : "size-3.5"} />
        {pending ? "Looking" : "Look now"}
      </button>
      {errors[""] ? (
        <span role="alert" className="text-bad text-xs">
          {errors[""]}
        </span>
      ) : null}
    </>
  );
}
