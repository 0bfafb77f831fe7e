import { layerColor } from "@/components/traces/layer-bar";
import { Panel } from "@/components/ui/panel";
import { formatDuration, formatPercent } from "@/lib/format/quantity";
import { formatSpanTime } from "@/lib/format/span-time";
import type { UsualCalls } from "@/lib/traces/usual-calls";
import type { TraceView } from "@/lib/traces/view";
import { timesText } from "@/lib/usual/words";

const shown = 8;

/** Where the time went: self times, which add up to the request's duration. */
export function TimePanel({ view, calls }: { view: TraceView; calls: readonly UsualCalls[] }) {
  const callsOf = (name: string, target: string) => calls.find((call) => call.name === name && call.target === target);
  const groups = view.groups.slice(0, shown);
  const most = groups[0]?.selfUs ?? 0;
  const rest = view.durationUs - groups.reduce((sum, { selfUs }) => sum + selfUs, 0);
  const share = (us: number) => formatPercent(view.durationUs > 0 ? us / view.durationUs : 0);
  return (
    <Panel
      id="self-times"
      title="Where the time went"
      aside={<span className="text-ink-3 text-xs">self time, adds up to {formatSpanTime(view.durationUs)}</span>}
    >
      <table className="mb-2 w-full text-[0.8125rem]">
        <thead className="sr-only">
          <tr>
            <th scope="col">Span</th>
            <th scope="col">Self time</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={`${group.name} ${group.target}`} data-self={group.name}>
              <th scope="row" className="relative max-w-0 py-1 pr-2 pl-3 text-left font-normal">
                <span className="block truncate" title={`${group.name} ${group.target}`}>
                  {group.count > 1 ? <span className="tabular text-ink-3">{group.count} </span> : null}
                  {group.name}
                  {group.target ? <span className="text-ink-3"> {group.target}</span> : null}
                </span>
                <UsualLine calls={callsOf(group.name, group.target)} />
                <span
                  aria-hidden
                  className="mt-0.5 block h-1 rounded-xs"
                  style={{
                    width: `${most > 0 ? Math.max(0.5, (group.selfUs / most) * 100) : 0}%`,
                    background: layerColor(view.rows[group.longest]?.layer ?? "service"),
                  }}
                />
              </th>
              <td className="w-20 whitespace-nowrap py-1 text-right align-top font-medium">
                {formatSpanTime(group.selfUs)}
              </td>
              <td className="w-16 whitespace-nowrap py-1 pr-3 text-right align-top text-ink-3">
                {share(group.selfUs)}
              </td>
            </tr>
          ))}
          {rest >= 1 ? (
            <tr className="text-ink-3">
              <th scope="row" className="py-1 pl-3 text-left font-normal">
                all else
              </th>
              <td className="text-right">{formatSpanTime(rest)}</td>
              <td className="pr-3 text-right">{share(rest)}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </Panel>
  );
}

function UsualLine({ calls }: { calls: UsualCalls | undefined }) {
  if (!calls) return null;
  const isFar = calls.standing.kind === "far-above";
  return (
    <span
      data-usual={calls.standing.kind}
      className={isFar ? "block font-medium text-2xs text-warn" : "block text-2xs text-ink-3"}
    >
      {formatDuration(calls.medianMs)}
      {calls.count > 1 ? " each" : ""}, {isFar ? `${timesText(calls.standing.times)} its usual` : "usually"}{" "}
      {formatDuration(calls.usual.median)}
    </span>
  );
}
