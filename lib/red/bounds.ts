import { routeNameOfLabels } from "./route-name";

/** The bucket bounds of each route by its name, in seconds; and how the label `le` spells each of them. */
export type Bounds = {
  byRoute: ReadonlyMap<string, readonly number[]>;
  spellings: ReadonlyMap<number, readonly string[]>;
};

const secondsOf = (le: string) =>
  /^\+?Inf$/i.test(le) ? Number.POSITIVE_INFINITY : le === "" ? Number.NaN : Number(le);

/** Reads the answer to `routeBounds()`; series whose bound is not a number are ignored. */
export function readBounds(samples: readonly { labels: Record<string, string> }[]): Bounds {
  const byRoute = new Map<string, number[]>();
  const spellings = new Map<number, Set<string>>();
  for (const { labels } of samples) {
    const { le = "" } = labels;
    const seconds = secondsOf(le);
    if (Number.isNaN(seconds)) continue;
    spellings.set(seconds, (spellings.get(seconds) ?? new Set()).add(le));
    const name = routeNameOfLabels(labels);
    const known = byRoute.get(name);
    if (known) known.push(seconds);
    else byRoute.set(name, [seconds]);
  }
  return { byRoute, spellings: new Map([...spellings].map(([seconds, found]) => [seconds, [...found]])) };
}

/** The highest finite bound of a route, in milliseconds: percentiles above it are unknown. Null without any. */
export function highestBoundMs({ byRoute }: Bounds, route: string): number | null {
  const finite = (byRoute.get(route) ?? []).filter(Number.isFinite);
  return finite.length === 0 ? null : Math.max(...finite) * 1000;
}

/**
 * The `le` labels from which the number of requests above a limit follows: the bounds of each route next to the limit,
 * and +Inf. A twelfth to a sixth of all buckets. Empty where no route has a finite bound at or above the limit.
 */
export function boundsAround({ byRoute, spellings }: Bounds, limitMs: number): string[] {
  const limit = limitMs / 1000;
  const near = new Set<number>();
  for (const bounds of byRoute.values()) {
    const above = Math.min(...bounds.filter((bound) => bound >= limit));
    if (!Number.isFinite(above)) continue;
    near.add(above);
    // Below all of them: minus infinity, which no label spells.
    near.add(Math.max(...bounds.filter((bound) => bound <= limit)));
  }
  if (near.size === 0) return [];
  return [...near, Number.POSITIVE_INFINITY].flatMap((bound) => spellings.get(bound) ?? []).toSorted();
}
