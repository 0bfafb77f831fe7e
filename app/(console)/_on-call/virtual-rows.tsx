"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import type { RouteRed } from "@/lib/red/types";
import { RouteRow } from "./route-row";

/** Rows of a long table: those in view and a few around them, between two spacers. */
export function VirtualRows({ rows }: { rows: readonly RouteRed[] }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (window.innerWidth < 768 ? 116 : 37),
    overscan: 6,
    scrollMargin: top,
    getItemKey: (index) => rows[index]?.name ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const before = (items[0]?.start ?? top) - top;
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <tbody ref={body} className="max-md:block">
      {before > 0 ? <Spacer height={before} /> : null}
      {items.map(({ index }) => {
        const row = rows[index];
        return row ? <RouteRow key={row.name} row={row} index={index} measure={virtualizer.measureElement} /> : null;
      })}
      {after > 0 ? <Spacer height={after} /> : null}
    </tbody>
  );
}

function Spacer({ height }: { height: number }) {
  return (
    <tr aria-hidden className="max-md:block" style={{ height }}>
      <td colSpan={10} className="p-0" />
    </tr>
  );
}
