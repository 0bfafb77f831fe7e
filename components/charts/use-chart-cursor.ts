"use client";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { type PageWindow, toPageWindow } from "@/lib/ranges/page-window";
import { placeOfTime, plotInsets, timeAt } from "./chart-points";

/** A press that moves less than this is no drag. */
const dragPx = 6;
/** Points that Page Up and Page Down go. */
const pagePoints = 10;

type Options = { timesMs: readonly number[]; onSelect: (window: PageWindow) => void };
/** Kept as times: while somebody reads or selects, newer samples move every point to another place. */
type Cursor = { atMs: number; anchorMs: number | null };

/** Where a key leads among the points; null for other keys. */
function nextPlace(key: string, from: number, last: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -pagePoints,
    PageUp: pagePoints,
  };
  if (key === "Home") return 0;
  if (key === "End") return last;
  const step = steps[key];
  return step === undefined ? null : Math.min(last, Math.max(0, from + step));
}

/** The chosen point of a chart and the other end of a selection, moved by pointer and keys alike. */
export function useChartCursor({ timesMs, onSelect }: Options) {
  const surface = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const pressed = useRef<{ x: number; atMs: number; dragged: boolean } | null>(null);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const lastPlace = timesMs.length - 1;
  const place = cursor === null || lastPlace < 0 ? null : placeOfTime(timesMs, cursor.atMs);
  const selected = stretchOf(cursor);
  const close = () => setCursor(null);

  /** The time of the point nearest to the pointer. */
  const timeUnder = (clientX: number) => {
    const box = surface.current?.getBoundingClientRect();
    if (!box) return null;
    const width = box.width - plotInsets.left - plotInsets.right;
    const wantedMs = timeAt(timesMs, (clientX - box.left - plotInsets.left) / width);
    return wantedMs === null ? null : (timesMs[placeOfTime(timesMs, wantedMs)] ?? null);
  };
  const select = (stretch: PageWindow) => {
    const window = toPageWindow(stretch.startMs, stretch.endMs);
    close();
    if (window) onSelect(window);
  };
  const pointer = {
    onPointerDown: (event: PointerEvent) => {
      const onControl = event.target instanceof Element && event.target.closest("a, button");
      if (event.button !== 0 || onControl || timesMs.length < 2) return;
      const atMs = timeUnder(event.clientX);
      if (atMs !== null) pressed.current = { x: event.clientX, atMs, dragged: false };
    },
    onPointerMove: (event: PointerEvent) => {
      const press = pressed.current;
      if (!press || (!press.dragged && Math.abs(event.clientX - press.x) < dragPx)) return;
      // From here the drag belongs to the chart, wherever the pointer goes.
      if (!press.dragged) surface.current?.setPointerCapture(event.pointerId);
      press.dragged = true;
      const atMs = timeUnder(event.clientX);
      if (atMs !== null) setCursor({ atMs, anchorMs: press.atMs });
    },
    onPointerUp: (event: PointerEvent) => {
      const press = pressed.current;
      pressed.current = null;
      const atMs = timeUnder(event.clientX);
      if (!press || atMs === null) return;
      const stretch = press.dragged ? stretchOf({ atMs, anchorMs: press.atMs }) : null;
      if (stretch) return select(stretch);
      slider.current?.focus({ preventScroll: true });
      setCursor({ atMs, anchorMs: null });
    },
    onPointerCancel: () => {
      pressed.current = null;
      close();
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = place ?? lastPlace;
    if (event.key === "Escape" && cursor !== null) return close();
    if (event.key === "Enter" && selected) return select(selected);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextPlace(event.key, from, lastPlace);
    if (next === null || lastPlace < 0) return;
    event.preventDefault();
    // The first press reads the newest point, so that it is not skipped.
    const isFirstRead = cursor === null && !event.shiftKey && next < lastPlace && event.key.startsWith("Arrow");
    const atMs = timesMs[isFirstRead ? lastPlace : next];
    if (atMs === undefined) return;
    const anchorMs = event.shiftKey ? (cursor?.anchorMs ?? cursor?.atMs ?? timesMs[from] ?? null) : null;
    setCursor({ atMs, anchorMs });
  };
  return { place, selected, slider, surface, pointer, onKeyDown, close };
}

/** The stretch between the two ends of a selection; null while there is none. */
function stretchOf(cursor: Cursor | null): PageWindow | null {
  if (cursor === null || cursor.anchorMs === null || cursor.anchorMs === cursor.atMs) return null;
  const { atMs, anchorMs } = cursor;
  return { startMs: Math.min(atMs, anchorMs), endMs: Math.max(atMs, anchorMs) };
}
