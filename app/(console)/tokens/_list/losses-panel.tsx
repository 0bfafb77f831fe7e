import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { SampleAge } from "@/components/ui/sample-age";
import { StateIcon } from "@/components/ui/state-badge";
import type { PushLoss, SpanSize } from "@/lib/gate/usage-types";
import { explainLoss, lateText, lossSource, lossText } from "@/lib/tokens/loss-words";

type Props = { losses: readonly PushLoss[]; spanSize: SpanSize | null; isProven: boolean; nowMs: number };

/** Spans that did not get in: how many, from where, why. Lost ones first. */
export function LossesPanel({ losses, spanSize, isProven, nowMs }: Props) {
  const shown = losses.toSorted((a, b) => Number(b.lost > 0) - Number(a.lost > 0));
  return (
    <Panel id="losses" title="Spans lost on the way" aside={<span className="text-ink-3 text-xs">last 24 h</span>}>
      {shown.length === 0 ? (
        <PanelNotice
          health={isProven ? "ok" : "unknown"}
          title={isProven ? "No push of traces was lost." : "Not known: the gate's log does not reach the console."}
        />
      ) : (
        <ul>
          {shown.map((loss) => (
            <li
              key={[loss.publicId, loss.reason, loss.address, loss.agent].join(" ")}
              className="border-line border-t px-3 py-2"
            >
              <p className="flex items-start gap-2 font-medium">
                <span className="mt-0.5">
                  <StateIcon health={loss.lost > 0 ? "bad" : "ok"} />
                </span>
                <span className="first-letter:uppercase">
                  {loss.lost > 0 ? lossText(loss, spanSize) : lateText(loss.late)}
                </span>
              </p>
              <p className="mt-0.5 max-w-prose text-[0.8125rem] text-ink-2">
                {explainLoss(loss.reason)}
                {loss.lost > 0 && loss.late > 0 ? ` Besides, ${lateText(loss.late)}.` : ""}
              </p>
              <p className="mt-0.5 break-all text-2xs text-ink-3">
                token {loss.publicId}, {loss.address} {loss.agent}, first{" "}
                <SampleAge atMs={loss.firstAtMs} renderedAtMs={nowMs} />, last{" "}
                <SampleAge atMs={loss.lastAtMs} renderedAtMs={nowMs} />
              </p>
            </li>
          ))}
        </ul>
      )}
      <div className="border-line border-t px-3 py-2">
        <p className="max-w-prose text-ink-3 text-xs">{lossSource(spanSize, nowMs)}</p>
      </div>
    </Panel>
  );
}
