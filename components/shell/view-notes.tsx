"use client";
import { RotateCcw } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { usePageWindow } from "@/components/charts/page-window";
import { formatAge } from "@/lib/format/quantity";
import { formatDayTime } from "@/lib/format/time";
import { compareWindowHref, tracesHref } from "@/lib/links/routes";
import { rangesOfPage } from "./page-ranges";
import { useView } from "./view-store";

/** What the URL makes of the page: a range that it does not take, a stretch of time that was selected on a chart. */
export function ViewNotes() {
  return (
    <>
      <RangeNote />
      <WindowBar />
    </>
  );
}

function RangeNote() {
  const pathname = usePathname();
  const asked = useSearchParams().get("range");
  const ranges = rangesOfPage(pathname);
  if (asked === null || ranges === null || ranges.taken.includes(asked)) return null;
  return (
    <p role="alert" className="mb-2 rounded-md bg-warn-tint px-3 py-2 text-[0.8125rem] text-warn md:mb-3">
      There is no range “{asked.slice(0, 20)}”. This page takes {ranges.taken.join(", ")}; it shows {ranges.fallback}.
    </p>
  );
}

function WindowBar() {
  const { window, reset } = usePageWindow();
  const { utc } = useView();
  const pathname = usePathname();
  const route = useSearchParams().get("route");
  // There the URL's times are the search's own.
  if (window === null || pathname.startsWith("/traces")) return null;
  const { startMs, endMs } = window;
  const day = (ms: number) => formatDayTime(ms, { utc });
  return (
    <section
      aria-label="Selected time"
      className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 rounded-md border border-accent bg-accent-tint px-3 py-1.5 text-[0.8125rem] md:mb-3 xl:sticky xl:top-12 xl:z-20"
    >
      <p className="tabular">
        <span className="font-medium">
          {day(startMs)} to {day(endMs)}
          {utc ? " UTC" : ""}
        </span>{" "}
        <span className="text-ink-2">
          ({formatAge(endMs - startMs)}){" "}
          {pathname === "/"
            ? "in charts, requests and what changed; verdict, figures and routes stay as they are now"
            : "in all charts of this page"}
        </span>
      </p>
      <div className="flex flex-wrap gap-x-1">
        <button type="button" className="control font-medium text-accent" onClick={reset}>
          <RotateCcw aria-hidden className="size-3.5" />
          Reset
        </button>
        <Link
          href={tracesHref({ from: String(startMs), until: String(endMs), route })}
          prefetch={false}
          className="control text-accent"
        >
          Its traces
        </Link>
        <Link href={compareWindowHref(window)} prefetch={false} className="control text-accent">
          Compare with as long before
        </Link>
      </div>
    </section>
  );
}
