import clsx from "clsx";
import type { ReactNode } from "react";
import { splitFigure } from "@/lib/format/figure";
import type { Health } from "@/lib/measured";
import { Sparkline } from "./sparkline";
import { StateBadge } from "./state-badge";

type Props = {
  name: string;
  title: string;
  health: Health;
  /** Number with unit, or null when there is none. */
  figure: ReactNode;
  note: string;
  age: ReactNode;
  /** Beside the figure what is usual; its line is kept free until it is known. */
  usual?: ReactNode;
  stale: boolean;
  sparkline: readonly (number | null)[];
};

/** One figure with its state, trend, what it is measured over, and how old it is. Grey when its sample is old. */
export function StatTile({ name, title, health, figure, note, age, usual, stale, sparkline }: Props) {
  return (
    <section
      aria-label={title}
      data-tile={name}
      data-health={health}
      data-stale={stale}
      className="panel tabular flex min-w-0 flex-col px-3 py-2"
    >
      <div className="flex items-center justify-between gap-2">
        <h2 className="truncate font-medium text-ink-2 text-[0.8125rem]">{title}</h2>
        <StateBadge health={health} bare />
      </div>
      <div className="mt-0.5 flex items-end justify-between gap-3">
        <p className={clsx("whitespace-nowrap", stale || figure === null ? "text-ink-3" : "text-ink")}>
          {typeof figure === "string" ? (
            <Figure text={figure} />
          ) : (
            (figure ?? <span className="text-xl">no figure</span>)
          )}
        </p>
        {sparkline.some((point) => point !== null) ? (
          <Sparkline points={sparkline} className="h-7 min-w-0 max-w-36 flex-1 text-ink-3" />
        ) : null}
      </div>
      {usual === undefined ? null : <p className="mt-0.5 min-h-4 truncate text-2xs text-ink-3">{usual}</p>}
      <p className="mt-0.5 text-2xs text-ink-3 max-md:min-h-[2lh] md:flex md:justify-between md:gap-2">
        <span className="md:min-w-0">{note}</span>
        <span className="shrink-0 max-md:hidden">{age}</span>
      </p>
    </section>
  );
}

export function Figure({ text }: { text: string }) {
  const { number, unit } = splitFigure(text);
  return (
    <>
      <span className="font-semibold text-2xl tracking-tight">{number}</span>
      {unit ? <span className="ml-1 text-[0.8125rem] text-ink-3">{unit}</span> : null}
    </>
  );
}
