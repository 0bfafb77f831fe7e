"use client";
import { useQuery } from "@tanstack/react-query";
import { getOwnJson } from "@/components/client/get-own-json";
import { takeFresh } from "@/components/shell/fresh";
import { useView } from "@/components/shell/view-store";
import { msUntilNextSlot } from "@/lib/upstream/slot";

/** All viewers ask at the start of the same slots; a quarter of a second later, so that the server's slot has begun. */
const slotDelayMs = 250;

type Options<T> = {
  key: readonly unknown[];
  /** Path of the JSON API; `fresh` when someone pressed refresh. */
  path: (fresh: boolean) => string;
  /** What the server rendered with; without it the question is asked at once. */
  initial: T | undefined;
  initialAtMs: number;
  /** Length of a slot: the scrape interval, since nothing changes sooner. */
  slotMs: number;
  onAnswer?: (answer: T) => void;
};

/** A question to the console's own API, asked again in every slot unless paused or the tab is hidden. */
export function useSlotQuery<T>({ key, path, initial, initialAtMs, slotMs, onAnswer }: Options<T>) {
  const { paused } = useView();
  return useQuery<T>({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const answer = await getOwnJson<T>(path(takeFresh(key)), signal);
      onAnswer?.(answer);
      return answer;
    },
    initialData: initial,
    initialDataUpdatedAt: initialAtMs,
    staleTime: slotMs,
    refetchInterval: () => (paused ? false : msUntilNextSlot(Date.now() - slotDelayMs, slotMs)),
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: !paused,
    refetchOnReconnect: !paused,
  });
}
