// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtual, nor hold details between its rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus and names its active row
"use client";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { formatSpanTime } from "@/lib/format/span-time";
import { usualOfSpan } from "@/lib/traces/usual-calls";
import type { SpanDetail, SpanRow } from "@/lib/traces/view";
import type { Usual } from "@/lib/usual/types";
import { usualMsText } from "@/lib/usual/words";
import type { Zoom } from "./span-bar";
import { SpanDetails } from "./span-details";
import { columns, SpanRowView } from "./span-row-view";
import { useWaterfall } from "./use-waterfall";
import { WaterfallRows } from "./waterfall-rows";
import { WaterfallTools } from "./waterfall-tools";

type Props = {
  traceId: string;
  rows: SpanRow[];
  windowUs: number;
  /** Of all rows where they are few; else each is asked for when it is opened. */
  details: SpanDetail[] | null;
  /** What calls like these usually take, by the keys of `usualKey()`. */
  usual: Usual["figures"];
};

/** The spans of a trace over time: a tree to walk with the arrow keys, each row with its bar. */
export function Waterfall({ traceId, rows, windowUs, details, usual: figures }: Props) {
  const firstError = rows.findIndex(({ error }) => error);
  const state = useWaterfall(rows, windowUs, Math.max(0, firstError));
  const [hasFocus, setHasFocus] = useState(false);
  const grid = useRef<HTMLDivElement>(null);
  // Whoever came here by Tab before this was running is not told of again.
  useEffect(() => setHasFocus(grid.current?.contains(document.activeElement) ?? false), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!state.key(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const render = (index: number, position: number) => {
    const row = rows[index];
    if (!row) return null;
    const usual = usualOfSpan(row, figures);
    return (
      <div role="presentation" key={index}>
        <SpanRowView
          row={row}
          index={index}
          position={position}
          zoom={state.zoom}
          closed={state.closed.has(index)}
          active={hasFocus && state.active === index}
          open={state.open === index}
          found={state.found.has(index)}
          usual={usual?.standing.kind === "far-above" ? usualMsText(row.durationUs / 1000, usual.figure) : null}
          onPress={state.press}
          onToggle={state.toggle}
        />
        {state.open === index ? (
          <div role="row">
            <div role="gridcell">
              <SpanDetails
                traceId={traceId}
                index={index}
                row={row}
                detail={details?.[index]}
                usual={usual ? usualMsText(row.durationUs / 1000, usual.figure) : null}
                onZoom={() => state.setZoom(zoomTo(row, windowUs))}
              />
            </div>
          </div>
        ) : null}
      </div>
    );
  };
  return (
    <>
      <WaterfallTools state={state} rows={rows} />
      <div
        ref={grid}
        role="treegrid"
        aria-label="Spans"
        aria-rowcount={state.visible.length + 1}
        aria-activedescendant={`span-${state.active}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => setHasFocus(true)}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) setHasFocus(false);
        }}
        className="rounded-b-lg outline-offset-[-2px]"
        data-waterfall
      >
        <Axis zoom={state.zoom} />
        <WaterfallRows visible={state.visible} active={state.active} hasFocus={hasFocus} render={render} />
      </div>
    </>
  );
}

/** The span with a little room around it. */
function zoomTo({ startUs, durationUs }: SpanRow, windowUs: number): Zoom {
  const room = Math.max(1, durationUs * 0.05);
  return { startUs: Math.max(0, startUs - room), endUs: Math.min(Math.max(1, windowUs), startUs + durationUs + room) };
}

function Axis({ zoom }: { zoom: Zoom }) {
  const at = (share: number) => formatSpanTime(zoom.startUs + share * (zoom.endUs - zoom.startUs));
  return (
    <div role="rowgroup" className="sticky top-12 z-10 border-line-strong border-b bg-surface">
      <div role="row" className={columns}>
        <div role="columnheader" className="px-3 py-1 text-2xs text-ink-3 max-md:sr-only">
          Span
        </div>
        <div role="columnheader" aria-label="Time" className="tabular relative mx-1 h-6 text-2xs text-ink-3 md:mx-0">
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <span
              key={share}
              className={`absolute top-1 whitespace-nowrap px-1 ${share === 0.75 ? "max-md:hidden" : ""}`}
              style={share === 1 ? { right: 0 } : { left: `${share * 100}%` }}
            >
              {at(share)}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
