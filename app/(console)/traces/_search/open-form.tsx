import { ArrowRight } from "lucide-react";
import { tracesHref } from "@/lib/links/routes";

/** Opens whatever names a trace. */
export function OpenForm({ pasted, reason }: { pasted: string; reason: string | null }) {
  return (
    <form method="get" action={tracesHref()} className="panel px-3 py-2">
      <div className="flex items-center gap-2">
        <input
          name="open"
          defaultValue={pasted}
          aria-label="Trace id, span id, or a Grafana or Jaeger address"
          placeholder="Paste a trace id, a span id, or a Grafana or Jaeger address"
          aria-invalid={reason ? true : undefined}
          aria-describedby={reason ? "open-reason" : undefined}
          autoComplete="off"
          className="field min-w-0 flex-1"
        />
        <button type="submit" className="control h-9 font-medium text-accent">
          Open
          <ArrowRight aria-hidden className="size-4" />
        </button>
      </div>
      {reason ? (
        <p id="open-reason" role="alert" className="mt-1.5 text-[0.8125rem] text-bad">
          {reason}
        </p>
      ) : null}
    </form>
  );
}
