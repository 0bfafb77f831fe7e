"use client";
import type { EventCluster } from "@/lib/timeline/cluster-events";
import { EventLine } from "./event-line";

const shownAtMost = 4;

type Props = { id: string; cluster: EventCluster; insets: { left: number; right: number } };

/** What a marker stands for, under it; stays while the pointer is on it, so that its links can be reached. */
export function EventTip({ id, cluster: { at, events }, insets }: Props) {
  const middle = `${insets.left}px + (100% - ${insets.left + insets.right}px) * ${at}`;
  const newest = events.toReversed();
  return (
    <div
      id={id}
      data-testid="event-tip"
      className="floating absolute top-6 w-72 max-w-[calc(100%-1rem)] space-y-2 px-3 py-2 text-[0.8125rem]"
      style={{ left: `clamp(0.5rem, ${middle} - 9rem, max(0.5rem, 100% - 18.5rem))` }}
    >
      {newest.slice(0, shownAtMost).map((event) => (
        <EventLine key={event.id} event={event} brief />
      ))}
      {events.length > shownAtMost ? (
        <p className="text-ink-3 text-xs">and {events.length - shownAtMost} more</p>
      ) : null}
    </div>
  );
}
