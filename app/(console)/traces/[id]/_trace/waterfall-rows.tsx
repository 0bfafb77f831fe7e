// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtual, nor hold details between its rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself has the focus and names its active row
"use client";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useHydrated } from "@/components/shell/use-hydrated";

type Props = {
  visible: readonly number[];
  active: number;
  hasFocus: boolean;
  render: (index: number, position: number) => ReactNode;
};

/** Below this many rows all are in the page, for the browser's own search and for readers. */
const plainMax = 150;

/** What the server draws of a long one: as many as a tall window shows. */
const firstRows = 50;
const rowPx = (isPhone: boolean) => (isPhone ? 43.5 : 29);

/** The rows of a waterfall; of a long one only those in view and a few around them. */
export function WaterfallRows(props: Props) {
  const isHydrated = useHydrated();
  if (props.visible.length <= plainMax) return <PlainRows {...props} />;
  return isHydrated ? <VirtualRows {...props} /> : <FirstRows {...props} />;
}

/** The same on the server and in the browser, wherever the page is scrolled to by then; as high as all of them. */
function FirstRows({ visible, render }: Props) {
  return (
    <div role="rowgroup" style={{ minHeight: visible.length * rowPx(false) }}>
      {visible.slice(0, firstRows).map((index, position) => render(index, position))}
    </div>
  );
}

function PlainRows({ visible, active, hasFocus, render }: Props) {
  useEffect(() => {
    if (hasFocus) document.getElementById(`span-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, hasFocus]);
  return <div role="rowgroup">{visible.map((index, position) => render(index, position))}</div>;
}

function VirtualRows({ visible, active, hasFocus, render }: Props) {
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [width, setWidth] = useState(1024);
  useLayoutEffect(() => {
    const measure = () => {
      setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
      setWidth(window.innerWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: visible.length,
    estimateSize: () => rowPx(width < 768),
    overscan: 15,
    scrollMargin: top,
    scrollPaddingStart: 160,
    scrollPaddingEnd: 80,
    getItemKey: (position) => visible[position] ?? position,
  });
  const position = visible.indexOf(active);
  useEffect(() => {
    if (hasFocus && position >= 0) virtualizer.scrollToIndex(position, { align: "auto" });
  }, [virtualizer, position, hasFocus]);
  return (
    <div role="rowgroup" ref={body} className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((item) => {
        const index = visible[item.index];
        return (
          <div
            key={item.key}
            role="presentation"
            ref={virtualizer.measureElement}
            data-index={item.index}
            className="absolute top-0 left-0 w-full"
            style={{ transform: `translateY(${item.start - top}px)` }}
          >
            {index === undefined ? null : render(index, item.index)}
          </div>
        );
      })}
    </div>
  );
}
