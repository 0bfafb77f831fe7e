"use client";
import { useState } from "react";
import { usePageWindow } from "@/components/charts/page-window";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { EventLine } from "./event-line";
import { EventToggles } from "./event-toggles";
import { useTimeline } from "./timeline-context";

const shownFirst = 8;

/** What happened in the range, of every kind, newest first; sources that could not answer are named below. */
export function EventsPanel() {
  const state = useTimeline();
  const [all, setAll] = useState(false);
  const { window } = usePageWindow();
  if (!state) return null;
  const { timeline, error, range } = state;
  const events = timeline?.events.filter(({ atMs }) => !window || (atMs >= window.startMs && atMs <= window.endMs));
  const newest = events?.toReversed() ?? [];
  const shown = all ? newest : newest.slice(0, shownFirst);
  const empty = timeline
    ? `Nothing known of ${window ? "the selected time" : `the last ${range}`}`
    : error
      ? "Not known"
      : "Looking at what happened";
  return (
    <Panel id="events" title="What changed" label="What changed">
      <div className="px-3 pb-1">
        <EventToggles />
      </div>
      {error ? (
        <p role="alert" className="px-3 pb-1 font-medium text-bad text-xs">
          {error.message} {timeline ? "What stands here is older." : ""}
        </p>
      ) : null}
      {shown.length > 0 ? (
        <ol>
          {shown.map((event) => (
            <li key={event.id} className="border-line border-t px-3 py-2">
              <EventLine event={event} />
            </li>
          ))}
        </ol>
      ) : (
        <PanelNotice title={empty} />
      )}
      {newest.length > shownFirst ? (
        <p className="border-line border-t px-3 py-1">
          <button type="button" className="control -ml-2 text-accent" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${newest.length}`}
          </button>
        </p>
      ) : null}
      {timeline ? <Footnotes leftOut={timeline.leftOut} unknown={timeline.unknown} /> : null}
    </Panel>
  );
}

type Gaps = { leftOut: number; unknown: readonly { source: string; reason: string }[] };

function Footnotes({ leftOut, unknown }: Gaps) {
  if (leftOut === 0 && unknown.length === 0) return null;
  return (
    <div className="border-line border-t px-3 py-1.5 text-2xs text-ink-3" data-testid="unknown-sources">
      {leftOut > 0 ? <p>{leftOut} older events are left out. A shorter range shows its own.</p> : null}
      {unknown.map(({ source, reason }) => (
        <p key={`${source} ${reason}`} className="wrap-anywhere">
          Not known, {source}: {reason}
        </p>
      ))}
    </div>
  );
}
