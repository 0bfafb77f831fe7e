import { Panel } from "@/components/ui/panel";
import type { AttributeRanking, AttributeSide } from "@/lib/compare/trace-types";
import { Delta } from "./delta";
import { ExampleTrace } from "./example-trace";

type Props = {
  id: string;
  title: string;
  ranking: AttributeRanking;
  show: (value: number) => string;
  signed: (value: number) => string;
};

/** Values of attributes whose requests changed, came or went, by what they add to the change. */
export function AttributePanel({ id, title, ranking, show, signed }: Props) {
  const side = ({ requests, value }: AttributeSide) =>
    value === null ? "not there" : `${show(value)} (${requests} ${requests === 1 ? "request" : "requests"})`;
  return (
    <Panel id={id} title={title}>
      {ranking.ranked.length === 0 ? (
        <p className="px-3 pb-2 text-ink-2">No value of an attribute changed by more than chance would bring.</p>
      ) : (
        <ol>
          {ranking.ranked.map((row) => (
            <li
              key={`${row.key}=${row.value}`}
              data-row={`${row.key}=${row.value}`}
              className="border-line border-t px-3 py-1.5"
            >
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <span className="text-ink-2">{row.key}</span> <span className="font-medium">{row.value}</span>
                </span>
                <Delta value={row.contribution} text={signed(row.contribution)} />
              </p>
              <p className="tabular text-ink-3 text-xs">
                {side(row.before)}, then {side(row.after)} ·{" "}
                <ExampleTrace traceId={row.traceId} what={`${row.key} ${row.value}`} />
              </p>
            </li>
          ))}
        </ol>
      )}
      <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3">
        {ranking.looked} values of route, status, user agent, host, version, table, bucket and result were looked at.
        Values of one request overlap, so these parts do not add up.
      </p>
    </Panel>
  );
}
