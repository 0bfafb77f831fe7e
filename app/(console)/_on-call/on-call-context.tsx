"use client";
import { createContext, type ReactNode, useContext } from "react";
import { noteServerTime } from "@/components/shell/clock";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { overviewApiPath } from "@/lib/links/api-paths";
import type { LinkBases } from "@/lib/links/link";
import type { Overview } from "@/lib/oncall/types";
import type { PageWindow } from "@/lib/ranges/page-window";

type OnCall = {
  initial: Overview;
  route: string | null;
  /** What was selected on a chart, instead of the range. */
  window: PageWindow | null;
  bases: LinkBases & { dozzle: string | undefined };
  canAcknowledge: boolean;
};

const Context = createContext<OnCall | null>(null);

export function OnCallProvider({ children, ...value }: OnCall & { children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

export function useOnCall(): OnCall {
  const value = useContext(Context);
  if (!value) throw new Error("useOnCall is for panels of the on-call page");
  return value;
}

/** The overview, first as the server rendered it, then as each slot brings it. */
export function useOverview() {
  const { initial } = useOnCall();
  const query = useSlotQuery<Overview>({
    key: ["overview", initial.range],
    path: (fresh) => overviewApiPath({ range: initial.range, fresh }),
    initial,
    initialAtMs: initial.generatedAtMs,
    slotMs: initial.scrapeIntervalMs,
    onAnswer: (overview) => noteServerTime(overview.generatedAtMs),
  });
  return { ...query, overview: query.data ?? initial };
}
