"use client";
import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from "nuqs";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { timelineApiPath } from "@/lib/links/api-paths";
import type { TimelineRange } from "@/lib/ranges/timeline-ranges";
import { type EventKind, eventKinds, type Timeline, type TimelineEvent } from "@/lib/timeline/types";

const kindsParser = parseAsArrayOf(parseAsStringLiteral(eventKinds))
  .withDefault(["deploy", "alert"])
  .withOptions({ history: "replace", shallow: true, scroll: false });

type TimelineState = {
  /** Undefined while it is asked for the first time. */
  timeline: Timeline | undefined;
  /** Of those kinds that are shown, oldest first. */
  events: readonly TimelineEvent[];
  kinds: readonly EventKind[];
  toggle: (kind: EventKind) => void;
  error: Error | null;
  range: TimelineRange;
};
const Context = createContext<TimelineState | null>(null);
const none: readonly TimelineEvent[] = [];

type Props = {
  range: TimelineRange;
  /** Null where the server had none in time. */
  initial: Timeline | null;
  slotMs: number;
  children: ReactNode;
};

/** One question about what happened for all charts of a page; which kinds are shown stands in the URL. */
export function TimelineProvider({ range, initial, slotMs, children }: Props) {
  const [kinds, setKinds] = useQueryState("events", kindsParser);
  const { data, error } = useSlotQuery<Timeline>({
    key: ["timeline", range],
    path: (fresh) => timelineApiPath({ range, fresh }),
    initial: initial ?? undefined,
    initialAtMs: initial?.endMs ?? 0,
    slotMs,
  });
  const value = useMemo(() => {
    const toggle = (kind: EventKind) =>
      void setKinds(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind]);
    const events = data?.events.filter(({ kind }) => kinds.includes(kind)) ?? none;
    return { timeline: data, events, kinds, toggle, error, range };
  }, [data, kinds, setKinds, error, range]);
  return <Context value={value}>{children}</Context>;
}

/** The page's timeline; null on a page without one. */
export const useTimeline = (): TimelineState | null => useContext(Context);
