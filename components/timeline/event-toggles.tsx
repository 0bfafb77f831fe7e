"use client";
import clsx from "clsx";
import { eventKinds } from "@/lib/timeline/types";
import { kindLooks } from "./kind-words";
import { useTimeline } from "./timeline-context";

/** Which kinds of events the charts of the page mark, with how many of each there are. */
export function EventToggles() {
  const state = useTimeline();
  if (!state) return null;
  const { timeline, kinds, toggle } = state;
  return (
    <fieldset className="flex flex-wrap items-center gap-x-0.5 text-ink-3 text-xs">
      <legend className="sr-only">Events that the charts mark</legend>
      <span aria-hidden className="pr-1">
        In the charts:
      </span>
      {eventKinds.map((kind) => {
        const { title, icon: Icon, color } = kindLooks[kind];
        const isShown = kinds.includes(kind);
        const count = timeline?.events.filter((event) => event.kind === kind).length;
        return (
          <button
            key={kind}
            type="button"
            aria-pressed={isShown}
            data-kind={kind}
            className={clsx("control px-1.5 text-xs", isShown ? "bg-accent-tint font-medium text-ink" : "text-ink-3")}
            onClick={() => toggle(kind)}
          >
            <Icon aria-hidden className={clsx("size-3.5", isShown && color)} />
            {title}
            {count === undefined ? null : <span className="tabular">{count}</span>}
          </button>
        );
      })}
    </fieldset>
  );
}
