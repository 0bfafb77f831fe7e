"use client";
import clsx from "clsx";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useView } from "@/components/shell/view-store";
import { formatDayTime } from "@/lib/format/time";
import type { EventCluster } from "@/lib/timeline/cluster-events";
import { EventTip } from "./event-tip";
import { kindLooks } from "./kind-words";

/** Width of a marker: no smaller than a finger or a shaking hand can hit (WCAG 2.5.8). */
export const markerPx = 24;

type Props = { clusters: readonly EventCluster[]; label: string; insets: { left: number; right: number } };

/** Where an arrow key leads among the markers; null for other keys. */
function nextPlace(key: string, from: number, count: number): number | null {
  if (key === "ArrowLeft") return Math.max(0, from - 1);
  if (key === "ArrowRight") return Math.min(count - 1, from + 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

/** The signs above a chart: one stop of the Tab key, arrow keys within; hover, focus or a tap tells what happened. */
export function EventStrip({ clusters, label, insets }: Props) {
  const { utc } = useView();
  const tipId = useId();
  const strip = useRef<HTMLDivElement>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const [stopId, setStopId] = useState<string | null>(null);
  const idOf = ({ events }: EventCluster) => events[0]?.id ?? "";
  const placeOf = (id: string | null) => clusters.findIndex((cluster) => idOf(cluster) === id);
  const open = clusters[placeOf(openId)];
  // The newest is where on-call looks first.
  const stop = placeOf(stopId) === -1 ? clusters.length - 1 : placeOf(stopId);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return setOpenId(null);
    const next = nextPlace(event.key, stop, clusters.length);
    if (next === null || !strip.current?.contains(document.activeElement)) return;
    event.preventDefault();
    strip.current.querySelectorAll("button")[next]?.focus();
  };
  if (clusters.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches what its buttons and the tip let through
    <div
      className="absolute inset-x-0 top-0 z-30"
      onPointerLeave={() => setOpenId(null)}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setOpenId(null)}
      onKeyDown={onKeyDown}
    >
      <div
        ref={strip}
        role="toolbar"
        aria-label={`Events in ${label}`}
        className="relative h-6"
        style={{ marginLeft: insets.left, marginRight: insets.right }}
      >
        {clusters.map((cluster, index) => {
          const { at, events } = cluster;
          const id = idOf(cluster);
          const times = events.map(({ atMs, title }) => `${title}, ${formatDayTime(atMs, { utc })}`);
          const text = events.length === 1 ? times[0] : `${events.length} events: ${times.join("; ")}`;
          return (
            <button
              key={id}
              type="button"
              tabIndex={index === stop ? 0 : -1}
              aria-label={text}
              aria-expanded={id === openId}
              aria-controls={id === openId ? tipId : undefined}
              data-marker={events.length === 1 ? events[0]?.kind : "cluster"}
              className="absolute top-0 flex h-6 -translate-x-1/2 items-center justify-center"
              style={{ left: `${at * 100}%`, width: markerPx }}
              onPointerEnter={() => setOpenId(id)}
              onFocus={() => {
                setStopId(id);
                setOpenId(id);
              }}
              onClick={() => setOpenId(id)}
            >
              <Sign cluster={cluster} />
            </button>
          );
        })}
      </div>
      {open ? <EventTip id={tipId} cluster={open} insets={insets} /> : null}
    </div>
  );
}

function Sign({ cluster: { events } }: { cluster: EventCluster }) {
  const [first] = events;
  if (!first) return null;
  const { icon: Icon, color } = kindLooks[first.kind];
  const box = "flex size-5 items-center justify-center rounded-full border border-line-strong bg-surface";
  return events.length === 1 ? (
    <span className={clsx(box, color)}>
      <Icon aria-hidden className="size-3" strokeWidth={2.25} />
    </span>
  ) : (
    <span className={clsx(box, "tabular font-semibold text-2xs text-ink")}>
      {events.length > 99 ? "99" : events.length}
    </span>
  );
}
