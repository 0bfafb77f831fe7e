import { Moment } from "@/components/ui/moment";
import { StateBadge } from "@/components/ui/state-badge";
import type { Health } from "@/lib/measured";

type Row = { key: string; health: Health; word: string; text: string; atMs?: number };

/** Many small states behind one line that counts them; nothing where there are none. */
export function LooksList({ title, rows }: { title: string; rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  return (
    <details className="border-line border-t">
      <summary className="min-h-11 px-3 py-2 font-medium hover:bg-hover">
        {title} ({rows.length})
      </summary>
      <ul className="space-y-1 px-3 pb-3 text-[0.8125rem]">
        {rows.map(({ key, health, word, text, atMs }) => (
          <li key={key} className="flex flex-wrap items-center gap-x-2">
            <StateBadge health={health} word={word} bare />
            <span className="min-w-0 break-words [overflow-wrap:anywhere]">{text}</span>
            {atMs === undefined ? null : <Moment atMs={atMs} className="text-ink-3 text-xs" />}
          </li>
        ))}
      </ul>
    </details>
  );
}
