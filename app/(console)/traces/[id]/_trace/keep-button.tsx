"use client";
import { Bookmark } from "lucide-react";
import { useAction } from "@/components/form/use-action";
import { notify } from "@/components/shell/notify";
import { keepTraceAction } from "../actions";

/** Keeps the trace: its address then opens it when Jaeger has long dropped it. */
export function KeepButton({ traceId, isKept }: { traceId: string; isKept: boolean }) {
  const { pending, run } = useAction();
  const keep = () =>
    run(() => keepTraceAction(traceId), {
      onDone: ({ omitted }) => {
        const left = omitted > 0 ? `${omitted} spans were left out for size.` : undefined;
        notify({ kind: "done", text: "Kept. Its address stays valid.", detail: left });
      },
      failed: "Not kept",
    });
  return (
    <button
      type="button"
      className="control"
      onClick={keep}
      disabled={pending}
      title="Keep it, with SQL values masked: the address of this page then works beyond Jaeger's 7 days"
    >
      <Bookmark aria-hidden className="size-3.5" fill={isKept ? "currentColor" : "none"} />
      {pending ? "Keeping" : isKept ? "Keep anew" : "Keep"}
    </button>
  );
}
