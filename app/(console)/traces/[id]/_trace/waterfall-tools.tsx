"use client";
import { ChevronsDownUp, ChevronsUpDown, Maximize2 } from "lucide-react";
import { LayerKey } from "@/components/traces/layer-bar";
import { layers } from "@/lib/traces/layers";
import type { SpanRow } from "@/lib/traces/view";
import type { useWaterfall } from "./use-waterfall";

type Props = { state: ReturnType<typeof useWaterfall>; rows: readonly SpanRow[] };

/** What the colours mean, and the tools of the waterfall. */
export function WaterfallTools({ state, rows }: Props) {
  const present = layers.filter((layer) => rows.some((row) => row.layer === layer));
  const zoomed = state.zoom !== state.whole;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3 pb-1.5">
      <LayerKey layers={present} />
      <span className="flex items-center gap-1.5 text-2xs text-ink-2">
        <span aria-hidden className="h-0.5 w-3 bg-ink" />
        critical path
      </span>
      <span className="ml-auto flex items-center gap-0.5 max-md:ml-0 max-md:w-full">
        <input
          type="search"
          value={state.find}
          onChange={(event) => state.setFind(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") state.findNext();
          }}
          placeholder="Find a span"
          aria-label="Find a span; Enter goes to the next"
          className="field h-8 w-40 text-[0.8125rem] max-md:flex-1"
        />
        {state.find ? <span className="tabular px-1 text-2xs text-ink-3">{state.found.size} found</span> : null}
        {zoomed ? (
          <button type="button" className="control text-accent" onClick={() => state.setZoom(state.whole)}>
            <Maximize2 aria-hidden className="size-3.5" />
            Whole trace
          </button>
        ) : null}
        <button type="button" className="control" aria-label="Close all" title="Close all" onClick={state.closeAll}>
          <ChevronsDownUp aria-hidden className="size-4" />
        </button>
        <button type="button" className="control" aria-label="Open all" title="Open all" onClick={state.openAll}>
          <ChevronsUpDown aria-hidden className="size-4" />
        </button>
      </span>
      <p className="w-full text-2xs text-ink-3 max-md:hidden">
        Arrow keys walk, left and right close and open, Enter shows a span, e goes to the next error, c along the
        critical path.
      </p>
    </div>
  );
}
