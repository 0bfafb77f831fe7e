"use client";
import { Bookmark } from "lucide-react";
import { useTransition } from "react";
import { notify } from "@/components/shell/notify";
import { keepTraceAction } from "../actions";

/** Keeps the trace: its address then opens it when Jaeger has long dropped it. */
export function KeepButton({ traceId, isKept }: { traceId: string; isKept: boolean }) {
  const [pending, startTransition] = useTransition();
  const keep = () =>
    startTransition(async () => {
      const result = await keepTraceAction(traceId);
      if (!result.ok) return notify({ kind: "failed", text: "Not kept", detail: result.message });
      const left = result.value.omitted > 0 ? `${result.value.omitted} spans were left out for size.` : undefined;
      notify({ kind: "done", text: "Kept. Its address stays valid.", detail: left });
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
