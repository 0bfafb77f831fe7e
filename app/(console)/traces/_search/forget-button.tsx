"use client";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useAction } from "@/components/form/use-action";
import { forgetTraceAction } from "../[id]/actions";

/** Deletes a kept trace after a second press: once Jaeger has dropped it too, it is gone for good. */
export function ForgetButton({ traceId, route }: { traceId: string; route: string }) {
  const [armed, setArmed] = useState(false);
  const { pending, run } = useAction();
  const press = () => {
    if (!armed) return setArmed(true);
    run(() => forgetTraceAction(traceId), { done: "Kept trace deleted", failed: "Not deleted" });
  };
  return (
    <button
      type="button"
      className={`control ${armed ? "font-medium text-bad" : ""}`}
      aria-label={armed ? `Delete the kept trace of ${route} for good` : `Delete the kept trace of ${route}`}
      title="Once Jaeger has dropped it too, it is gone for good"
      disabled={pending}
      onClick={press}
      onBlur={() => setArmed(false)}
    >
      {armed ? "Delete for good" : <Trash2 aria-hidden className="size-3.5" />}
    </button>
  );
}
