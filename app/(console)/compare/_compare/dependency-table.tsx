import { Panel } from "@/components/ui/panel";
import type { DependencyChange } from "@/lib/compare/types";
import { preloadNote } from "@/lib/dependencies/lane-words";
import { Delta } from "./delta";
import { perRequest, signedDuration } from "./signed";

const count = (value: number) => Math.round(value).toLocaleString("en-US");

/** Time of each dependency per request in both windows, largest change first. */
export function DependencyTable({ rows }: { rows: readonly DependencyChange[] }) {
  return (
    <Panel id="dependencies" title="Dependencies, time per request">
      {rows.length === 0 ? (
        <p className="px-3 pb-2 text-ink-2">No call of a dependency was measured in either window.</p>
      ) : (
        <ol>
          {rows.map(({ name, beforeMs, afterMs, beforeCalls, afterCalls }) => (
            <li key={name} data-row={name} className="border-line border-t px-3 py-1.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-medium">{name}</span>
                <Delta value={afterMs - beforeMs} text={signedDuration(afterMs - beforeMs)} />
              </p>
              <p className="tabular text-ink-3 text-xs">
                {perRequest(beforeMs)}, then {perRequest(afterMs)} · {count(beforeCalls)}, then {count(afterCalls)}{" "}
                calls
              </p>
            </li>
          ))}
        </ol>
      )}
      <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3">{preloadNote}</p>
    </Panel>
  );
}
