"use client";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useAction } from "@/components/form/use-action";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { formatPercent } from "@/lib/format/quantity";
import { formatSpanTime } from "@/lib/format/span-time";
import type { SqlRow } from "@/lib/traces/view";
import { showSqlAction } from "../actions";

type Props = {
  traceId: string;
  sql: SqlRow[];
  durationUs: number;
  /** What one run of a statement usually takes, in words, by the normalised statement. */
  usual: Readonly<Record<string, string>>;
  /** Whether values can be had: by this person, by admins alone, or from nobody any more. */
  values: "on-demand" | "admins" | "gone";
};

/** The statements of the trace by the time they took; their values only for who asks, and that is on record. */
export function SqlPanel({ traceId, sql, durationUs, usual, values: available }: Props) {
  const [values, setValues] = useState<Record<number, string> | null>(null);
  const { pending, run } = useAction();
  const show = () => run(() => showSqlAction(traceId), { onDone: setValues, failed: "Values are not shown" });
  return (
    <Panel
      id="sql"
      title="SQL"
      aside={
        values ? (
          <button type="button" className="control" onClick={() => setValues(null)}>
            <EyeOff aria-hidden className="size-3.5" />
            Mask values
          </button>
        ) : available === "on-demand" ? (
          <button
            type="button"
            className="control"
            onClick={show}
            disabled={pending}
            title="Shows e-mail addresses, tokens and whatever else the statements hold. That you looked goes to the audit log."
          >
            <Eye aria-hidden className="size-3.5" />
            {pending ? "Asking" : "Show values (audited)"}
          </button>
        ) : (
          <span className="text-ink-3 text-xs">
            {available === "gone" ? "a kept copy holds no values" : "values are shown to admins"}
          </span>
        )
      }
    >
      <ul className="pb-1">
        {sql.map((row) => {
          const own = values?.[row.spans[0] ?? -1];
          const text = own ?? row.statement;
          return (
            <li
              key={row.normalized}
              className="flex items-start gap-2 border-line/60 border-t px-3 py-1.5"
              data-sql={row.normalized}
            >
              <div className="min-w-0 flex-1">
                <p className="tabular flex flex-wrap gap-x-3 text-ink-3 text-xs">
                  <span className="font-medium text-ink">{formatSpanTime(row.selfUs)}</span>
                  <span>{formatPercent(durationUs > 0 ? row.selfUs / durationUs : 0)} of the request</span>
                  <span className={row.count > 1 ? "font-medium text-ink-2" : undefined}>
                    {row.count === 1 ? "once" : `${row.count} times`}
                  </span>
                  {usual[row.normalized] ? <span data-usual="known">{usual[row.normalized]}</span> : null}
                  {row.rows === null ? null : <span>{row.rows === 1 ? "1 row" : `${row.rows} rows`}</span>}
                  {own && row.count > 1 ? <span>the first of them</span> : null}
                </p>
                <pre className="mt-0.5 max-h-40 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs leading-5">
                  {text}
                </pre>
              </div>
              <CopyButton text={text} what="statement" />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
