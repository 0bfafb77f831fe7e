import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { SampleAge } from "@/components/ui/sample-age";
import type { RefusalCount } from "@/lib/gate/usage-types";
import { explainRefusal, refusalTitle } from "@/lib/tokens/words";

type Props = { refusals: readonly RefusalCount[]; isProven: boolean; nowMs: number; shown?: number };

/** Refused attempts with what they mean; the secret was never logged, so it is not here either. */
export function RefusalsPanel({ refusals, isProven, nowMs, shown = 50 }: Props) {
  return (
    <Panel id="refusals" title="Refused at the gate" aside={<span className="text-ink-3 text-xs">last 24 h</span>}>
      {refusals.length === 0 ? (
        <PanelNotice
          health={isProven ? "ok" : "unknown"}
          title={isProven ? "Nothing was refused." : "Not known: the gate's log does not reach the console."}
        />
      ) : (
        <ul>
          {refusals.slice(0, shown).map((refusal) => (
            <li
              key={[refusal.kind, refusal.publicId, refusal.scope, refusal.address, refusal.agent].join(" ")}
              className="border-line border-t px-3 py-2"
            >
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-medium">{refusalTitle(refusal.kind)}</span>
                <span className="tabular text-ink-2">
                  {refusal.count === 1 ? "once" : `${refusal.count.toLocaleString("en-US")} times`}
                </span>
              </p>
              <p className="mt-0.5 max-w-prose text-[0.8125rem] text-ink-2">{explainRefusal(refusal.kind)}</p>
              <p className="mt-0.5 break-all text-2xs text-ink-3">
                {refusal.publicId ? `token ${refusal.publicId}, ` : ""}
                {refusal.address} {refusal.agent}, first <SampleAge atMs={refusal.firstAtMs} renderedAtMs={nowMs} />,
                last <SampleAge atMs={refusal.lastAtMs} renderedAtMs={nowMs} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {refusals.length > shown ? (
        <p className="border-line border-t px-3 py-2 text-ink-3 text-xs">
          {refusals.length - shown} more kinds and sources are not shown.
        </p>
      ) : null}
    </Panel>
  );
}
