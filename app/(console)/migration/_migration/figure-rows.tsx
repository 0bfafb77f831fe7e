import type { ReactNode } from "react";

/** Names and what they are, one a line; below each other on a phone. */
export function FigureList({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid gap-x-4 gap-y-1 text-[0.8125rem] sm:grid-cols-[max-content_minmax(0,1fr)]">
      {rows.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink-3">{label}</dt>
          <dd className="min-w-0 break-words pb-1 tabular-nums sm:pb-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
