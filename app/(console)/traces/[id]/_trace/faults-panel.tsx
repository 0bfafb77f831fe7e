import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import type { TraceView } from "@/lib/traces/view";

/** What went wrong, an entry per fault: the layers above that only repeat it are not listed. */
export function FaultsPanel({ view }: { view: TraceView }) {
  if (view.faults.length === 0) return null;
  return (
    <Panel id="errors" title={view.faults.length === 1 ? "Error" : `${view.faults.length} errors`}>
      <ul className="pb-1">
        {view.faults.slice(0, 10).map((fault) => (
          <li
            key={fault.index}
            className="border-line/60 border-t px-3 py-1.5 text-[0.8125rem]"
            data-fault={fault.name}
          >
            <p className="flex flex-wrap items-center gap-x-2">
              <StateBadge health={fault.failedRequest ? "bad" : "warn"} word={fault.name} bare />
              <span className="text-ink-3 text-xs">
                {fault.failedRequest
                  ? view.isRequest
                    ? "failed the request"
                    : "failed the job"
                  : "did not fail the request"}
                {fault.type ? `, ${fault.type}` : ""}
              </span>
            </p>
            {fault.text ? (
              <pre className="mt-0.5 max-h-32 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs leading-5">
                {fault.text}
              </pre>
            ) : (
              <p className="text-ink-3">It carries no message.</p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
