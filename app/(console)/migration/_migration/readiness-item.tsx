import { Moment } from "@/components/ui/moment";
import { StateBadge } from "@/components/ui/state-badge";
import type { ReadinessItem } from "@/lib/migration/types";
import { itemTitles, wordsOf } from "@/lib/migration/words";
import { ConfirmForm } from "./confirm-form";
import { FigureList } from "./figure-rows";

/** One point of the list: how it stands, what that rests on, and a person's word where only a person can know. */
export function ReadinessItemRow({ item, mayChange }: { item: ReadinessItem; mayChange: boolean }) {
  const { code, health, because, evidence, byPerson, confirmed } = item;
  return (
    <li id={code} data-item={code} data-health={health} className="scroll-mt-24 target:bg-accent-tint">
      <details>
        <summary className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-0.5 px-3 py-2 hover:bg-hover">
          <span className="w-22">
            <StateBadge health={health} />
          </span>
          <span className="font-medium">{itemTitles[code]}</span>
          <span className="w-full text-ink-2 text-xs sm:w-auto sm:flex-1 sm:text-right">{wordsOf(because)}</span>
        </summary>
        <div className="space-y-2 px-3 pb-3">
          {evidence.length > 0 ? (
            <FigureList
              rows={evidence.map(({ label, value, atMs }) => [
                label,
                <span key={label}>
                  {value}{" "}
                  {atMs === null ? null : (
                    <span className="text-ink-3 text-xs">
                      <Moment atMs={atMs} />
                    </span>
                  )}
                </span>,
              ])}
            />
          ) : null}
          {confirmed ? (
            <p className="text-[0.8125rem] text-ink-2">
              {confirmed.by}, <Moment atMs={confirmed.atMs} />: {confirmed.note}
            </p>
          ) : null}
        </div>
        {byPerson && mayChange && health !== "bad" ? <ConfirmForm item={code} /> : null}
      </details>
    </li>
  );
}
