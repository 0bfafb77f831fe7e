"use client";
import { useCallback, useMemo, useState } from "react";
import type { SpanRow } from "@/lib/traces/view";
import type { Zoom } from "./span-bar";
import { ancestorsOf, moveOf, nextWhere, visibleRows } from "./visible-rows";

const matches = (row: SpanRow, text: string) => `${row.name} ${row.target} ${row.service}`.toLowerCase().includes(text);

/** State of the waterfall: what is closed, active, open, searched for and zoomed to. */
export function useWaterfall(rows: readonly SpanRow[], windowUs: number, firstActive: number) {
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [active, setActive] = useState(firstActive);
  const [open, setOpen] = useState<number | null>(null);
  const [find, setFind] = useState("");
  const whole = useMemo<Zoom>(() => ({ startUs: 0, endUs: Math.max(1, windowUs) }), [windowUs]);
  const [zoom, setZoom] = useState<Zoom>(whole);
  const visible = useMemo(() => visibleRows(rows, closed), [rows, closed]);
  const wanted = find.trim().toLowerCase();
  const found = useMemo(() => {
    const hits = wanted === "" ? [] : rows.flatMap((row, index) => (matches(row, wanted) ? [index] : []));
    return new Set(hits);
  }, [rows, wanted]);

  const reveal = useCallback(
    (index: number) => {
      const above = ancestorsOf(rows, index);
      setClosed((now) =>
        above.some((at) => now.has(at)) ? new Set([...now].filter((at) => !above.includes(at))) : now,
      );
      setActive(index);
    },
    [rows],
  );
  const toggle = useCallback((index: number) => {
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(index)) next.add(index);
      return next;
    });
  }, []);
  const press = useCallback((index: number) => {
    setActive(index);
    setOpen((now) => (now === index ? null : index));
  }, []);
  /** Returns whether the key meant something here. */
  const key = (name: string): boolean => {
    const move = moveOf(name, { rows, visible, closed, active });
    if (move.kind === "none") return false;
    if (move.kind === "go") reveal(move.index);
    else if (move.kind === "details") press(move.index);
    else toggle(move.index);
    return true;
  };
  const findNext = () => {
    const index = nextWhere(rows, active, (row) => wanted !== "" && matches(row, wanted));
    if (index !== null) reveal(index);
  };
  const closeAll = () => {
    setClosed(new Set(rows.flatMap((row, index) => (row.below > 0 && row.depth >= 1 ? [index] : []))));
    setActive(0);
  };
  const openAll = () => setClosed(new Set());
  return {
    closed,
    active,
    open,
    find,
    found,
    zoom,
    whole,
    visible,
    reveal,
    toggle,
    press,
    key,
    setFind,
    findNext,
    setZoom,
    closeAll,
    openAll,
  };
}
