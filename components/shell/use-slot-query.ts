"use client";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { getOwnJson } from "@/components/client/get-own-json";
import { takeFresh } from "@/components/shell/fresh";
import { useHydrated } from "@/components/shell/use-hydrated";
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
  /** Length of a slot: the scrape interval, since nothing changes sooner; or by what was answered last. */
  slotMs: number | ((answer: T | undefined) => number);
  onAnswer?: (answer: T) => void;
};

type Answer<T> = Pick<UseQueryResult<T>, "data" | "error" | "isFetching" | "refetch">;

/**
 * A question to the console's own API, asked again in every slot unless paused or the tab is hidden. While it hydrates
 * it is what the server rendered, even when another panel has had a newer answer to the same question.
 */
export function useSlotQuery<T>({ key, path, initial, initialAtMs, slotMs, onAnswer }: Options<T>): Answer<T> {
  const { paused } = useView();
  const hydrated = useHydrated();
  const slotOf = typeof slotMs === "number" ? () => slotMs : slotMs;
  const query = useQuery<T>({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const answer = await getOwnJson<T>(path(takeFresh(key)), signal);
      onAnswer?.(answer);
      return answer;
    },
    initialData: initial,
    initialDataUpdatedAt: initialAtMs,
    staleTime: ({ state }) => slotOf(state.data),
    refetchInterval: ({ state }) => (paused ? false : msUntilNextSlot(Date.now() - slotDelayMs, slotOf(state.data))),
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: !paused,
    refetchOnReconnect: !paused,
  });
  return hydrated ? query : { data: initial, error: null, isFetching: false, refetch: query.refetch };
}
