import { Panel } from "@/components/ui/panel";

export type Row = { id: string; name: string; value: string; note: string };

/** A table of names, values and what they are about. */
export function FactTable({ id, title, rows }: { id: string; title: string; rows: readonly Row[] }) {
  return (
    <Panel id={id} title={title}>
      <dl className="divide-y divide-line border-line border-t text-[0.8125rem]">
        {rows.map((row) => (
          <div
            key={row.id}
            id={row.id}
            className="grid gap-x-4 px-3 py-1.5 target:bg-accent-tint sm:grid-cols-[11rem_minmax(0,1fr)]"
          >
            <dt className="font-medium">{row.name}</dt>
            <dd className="min-w-0 break-words">
              <span className="tabular">{row.value}</span>
              {row.note ? <span className="text-ink-3"> {row.note}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
