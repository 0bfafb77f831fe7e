"use client";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { type PageWindow, toPageWindow } from "@/lib/ranges/page-window";
import { placeAt, plotInsets } from "./chart-points";

/** A press that moves less than this is no drag. */
const dragPx = 6;
/** Points that Page Up and Page Down go. */
const pagePoints = 10;

type Options = { timesMs: readonly number[]; onSelect: (window: PageWindow) => void };
type Cursor = { place: number; anchor: number | null };

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
  const pressed = useRef<{ x: number; place: number; dragged: boolean } | null>(null);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const lastPlace = timesMs.length - 1;
  const place = cursor === null ? null : Math.min(cursor.place, lastPlace);
  const anchor = cursor?.anchor ?? null;
  const close = () => setCursor(null);

  const placeUnder = (clientX: number) => {
    const box = surface.current?.getBoundingClientRect();
    if (!box) return -1;
    const width = box.width - plotInsets.left - plotInsets.right;
    return placeAt(timesMs, (clientX - box.left - plotInsets.left) / width);
  };
  const select = (from: number, to: number) => {
    const [first = 0, last = 0] = [timesMs[Math.min(from, to)], timesMs[Math.max(from, to)]];
    const window = toPageWindow(first, last);
    close();
    if (window) onSelect(window);
  };
  const pointer = {
    onPointerDown: (event: PointerEvent) => {
      const onControl = event.target instanceof Element && event.target.closest("a, button");
      if (event.button !== 0 || onControl || timesMs.length < 2) return;
      pressed.current = { x: event.clientX, place: placeUnder(event.clientX), dragged: false };
    },
    onPointerMove: (event: PointerEvent) => {
      const press = pressed.current;
      if (!press || (!press.dragged && Math.abs(event.clientX - press.x) < dragPx)) return;
      // From here the drag belongs to the chart, wherever the pointer goes.
      if (!press.dragged) surface.current?.setPointerCapture(event.pointerId);
      press.dragged = true;
      setCursor({ place: placeUnder(event.clientX), anchor: press.place });
    },
    onPointerUp: (event: PointerEvent) => {
      const press = pressed.current;
      pressed.current = null;
      if (!press) return;
      const under = placeUnder(event.clientX);
      if (press.dragged && under !== press.place) return select(press.place, under);
      slider.current?.focus({ preventScroll: true });
      setCursor({ place: under, anchor: null });
    },
    onPointerCancel: () => {
      pressed.current = null;
      close();
    },
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = place ?? lastPlace;
    if (event.key === "Escape" && cursor !== null) return close();
    if (event.key === "Enter" && anchor !== null && anchor !== from) return select(anchor, from);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextPlace(event.key, from, lastPlace);
    if (next === null || lastPlace < 0) return;
    event.preventDefault();
    // The first press reads the newest point, so that it is not skipped.
    const at =
      cursor === null && !event.shiftKey && next < lastPlace && event.key.startsWith("Arrow") ? lastPlace : next;
    setCursor({ place: at, anchor: event.shiftKey ? (anchor ?? from) : null });
  };
  return { place, anchor, slider, surface, pointer, onKeyDown, close };
}
