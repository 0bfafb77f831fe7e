import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { StateBadge } from "@/components/ui/state-badge";
import { checkTitles } from "@/lib/plan/rollout-steps";
import type { CheckChange } from "@/lib/rollout/types";
import { checkLooks } from "./state-words";

/** When each check was met or lost, and by what, newest first. */
export function HistoryPanel({ history }: { history: readonly CheckChange[] }) {
  return (
    <Panel id="history" title="What changed">
      {history.length === 0 ? (
        <PanelNotice title="Nothing has changed since this console began to look" />
      ) : (
        <ol className="max-h-96 divide-y divide-line overflow-y-auto border-line border-t">
          {history.map(({ code, to, atMs, because }) => (
            <li
              key={`${code} ${atMs}`}
              className="flex flex-wrap items-center gap-x-2 gap-y-0.5 px-3 py-1.5 text-[0.8125rem]"
            >
              <Moment atMs={atMs} className="text-ink-3 text-xs" />
              <StateBadge health={checkLooks[to].health} word={checkLooks[to].word} bare />
              <a href={`#${code}`} className="font-medium">
                {checkTitles[code]}
              </a>
              <span className="text-ink-2">{because}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
