// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtual, nor hold details between its rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus and names its active row
"use client";
import clsx from "clsx";
import { ChevronRight, Repeat2, TrendingUp } from "lucide-react";
import { layerColor } from "@/components/traces/layer-bar";
import { StateIcon } from "@/components/ui/state-badge";
import { formatSpanTime } from "@/lib/format/span-time";
import { layerTitles } from "@/lib/traces/layers";
import type { SpanRow } from "@/lib/traces/view";
import { SpanBar, type Zoom } from "./span-bar";

/** Quarters of the shown time, behind every row. */
const grid = [25, 50, 75]
  .map(
    (at) =>
      `linear-gradient(to right, transparent calc(${at}% - 1px), var(--line) calc(${at}% - 1px) ${at}%, transparent ${at}%)`,
  )
  .join(", ");

export const columns = "md:grid md:grid-cols-[minmax(12rem,24rem)_minmax(0,1fr)]";
const indentMax = 12;

type Props = {
  row: SpanRow;
  index: number;
  position: number;
  zoom: Zoom;
  closed: boolean;
  active: boolean;
  open: boolean;
  found: boolean;
  /** "41 times its usual 9 ms" where it took far longer than it usually does. */
  usual: string | null;
  onPress: (index: number) => void;
  onToggle: (index: number) => void;
};

/** One span: its place in the tree, what it is, and when it ran. On a phone its bar stands below its name. */
export function SpanRowView(props: Props) {
  const { row, index, position, zoom, closed, active, open, found, usual, onPress, onToggle } = props;
  const indent = Math.min(indentMax, row.depth);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys, by aria-activedescendant
    <div
      role="row"
      id={`span-${index}`}
      aria-level={row.depth + 1}
      aria-rowindex={position + 2}
      aria-expanded={row.below > 0 ? !closed : undefined}
      aria-selected={active}
      data-span={row.name}
      data-error={row.error}
      onClick={() => onPress(index)}
      className={clsx(
        "cursor-pointer border-line/60 border-b hover:bg-hover",
        columns,
        active && "bg-accent-tint hover:bg-accent-tint",
        open && "bg-accent-tint/60",
        found && "outline-1 outline-accent -outline-offset-1",
      )}
    >
      <div
        role="gridcell"
        className="flex h-6 min-w-0 items-center gap-1 pl-1 md:h-7 md:border-line md:border-r"
        title={titleOf(row, usual)}
      >
        <span
          aria-hidden
          className="h-full shrink-0 [--step:7px] md:[--step:12px]"
          style={{
            width: `calc(var(--step) * ${indent})`,
            backgroundImage:
              "repeating-linear-gradient(to right, transparent 0 calc(var(--step) - 1px), var(--line) calc(var(--step) - 1px) var(--step))",
          }}
        />
        {row.below > 0 ? (
          <button
            type="button"
            tabIndex={-1}
            aria-label={closed ? `Open ${row.name}` : `Close ${row.name}`}
            onClick={(event) => {
              event.stopPropagation();
              onToggle(index);
            }}
            className="-m-1 shrink-0 p-1 text-ink-3 hover:text-ink"
          >
            <ChevronRight aria-hidden className={clsx("size-3.5", !closed && "rotate-90")} />
          </button>
        ) : (
          <span aria-hidden className="w-3.5 shrink-0" />
        )}
        <span aria-hidden className="size-2 shrink-0 rounded-xs" style={{ background: layerColor(row.layer) }} />
        {row.error ? <StateIcon health="bad" className="size-3.5" /> : null}
        <span className="min-w-0 truncate text-[0.8125rem]">
          {row.name}
          {row.target ? <span className="text-ink-3"> {row.target}</span> : null}
        </span>
        {row.nPlusOne ? <Repeat2 aria-label="repeated query" className="size-3.5 shrink-0 text-warn" /> : null}
        {usual ? <TrendingUp aria-label={usual} className="size-3.5 shrink-0 text-warn" /> : null}
        {closed ? (
          <span className="tabular shrink-0 rounded bg-hover px-1 text-2xs text-ink-2">+{row.below}</span>
        ) : null}
      </div>
      <div role="gridcell" className="relative mx-1 h-4.5 md:mx-0 md:h-7" style={{ backgroundImage: grid }}>
        <SpanBar row={row} zoom={zoom} />
      </div>
    </div>
  );
}

function titleOf({ name, target, layer, durationUs, selfUs }: SpanRow, usual: string | null): string {
  return `${name}${target ? ` on ${target}` : ""} (${layerTitles[layer]}): ${formatSpanTime(durationUs)}, itself ${formatSpanTime(selfUs)}${usual ? `, ${usual}` : ""}`;
}
