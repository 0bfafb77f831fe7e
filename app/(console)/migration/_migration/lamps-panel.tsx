import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import type { Lamp, SourcePath } from "@/lib/migration/types";
import { lampLooks, lampTitles, wordsOf } from "@/lib/migration/words";
import { FinalizeButton } from "./finalize-button";

type Props = { lamps: readonly Lamp[]; sources: readonly SourcePath[]; mayFinalize: boolean };

/** After the cutover: whether DNS has spread, by which box each source arrives, when the old one may go. */
export function LampsPanel({ lamps, sources, mayFinalize }: Props) {
  return (
    <Panel id="cutover" title="Cutover and after">
      <ul className="divide-y divide-line border-line border-t">
        {lamps.map(({ code, state, because, untilMs }) => (
          <li key={code} data-lamp={code} data-state={state} className="flex flex-wrap items-center gap-x-2 px-3 py-2">
            <StateBadge health={lampLooks[state].health} word={lampLooks[state].word} />
            <span className="font-medium">{lampTitles[code]}</span>
            <span className="w-full text-ink-2 text-xs sm:w-auto sm:flex-1 sm:text-right">
              {wordsOf(because)} {untilMs === null ? null : <Moment atMs={untilMs} />}
            </span>
          </li>
        ))}
      </ul>
      {sources.length > 0 ? (
        <details className="border-line border-t">
          <summary className="min-h-11 px-3 py-2 font-medium hover:bg-hover">
            Sources of the last 24 hours ({sources.length})
          </summary>
          <ul className="space-y-1 px-3 pb-3 text-[0.8125rem]">
            {sources.map(({ token, scope, address, agent, by, lastAtMs }) => (
              <li key={`${token} ${scope} ${address} ${agent}`} className="flex flex-wrap items-center gap-x-2">
                <StateBadge
                  health={by === "straight" ? "ok" : "warn"}
                  word={by === "straight" ? "straight" : "by the old box"}
                  bare
                />
                <span className="min-w-0 break-all">
                  {token} {scope} {address} <span className="text-ink-3">{agent}</span>
                </span>
                <Moment atMs={lastAtMs} className="text-ink-3 text-xs" />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {mayFinalize ? <FinalizeButton /> : null}
    </Panel>
  );
}
