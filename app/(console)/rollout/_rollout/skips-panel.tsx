import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import type { SkipView } from "@/lib/rollout/types";
import { skipLooks } from "./state-words";

/** What the plan leaves out on purpose, and whether that is still right. */
export function SkipsPanel({ skips }: { skips: readonly SkipView[] }) {
  return (
    <Panel id="skips" title="Left out on purpose">
      <ul className="divide-y divide-line border-line border-t">
        {skips.map(({ tool, why, revisitWhen, verdict, measured, evidence }) => (
          <li
            key={tool}
            data-skip={tool}
            data-verdict={verdict}
            className="grid gap-x-4 gap-y-1 px-3 py-2.5 md:grid-cols-2"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{tool}</span>
                <StateBadge health={skipLooks[verdict].health} word={skipLooks[verdict].word} />
              </p>
              <p className="text-[0.8125rem] text-ink-2">
                {why} Revisit when {revisitWhen}.
              </p>
            </div>
            <div className="min-w-0 text-[0.8125rem]">
              <p>{measured}</p>
              {evidence.map(({ label, value }) => (
                <p key={label} className="text-ink-3 text-xs">
                  {label}: {value}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
