type Sample = { labels: Record<string, string>; value: number };

/**
 * The targets that ran already when they were first scraped in the window, from the answer of `targetBirths()`: what
 * they had counted by then is none of the window's. A process that is younger than the window has nothing older to tell.
 */
export function readTargets(
  samples: readonly Sample[],
  { endMs, windowSeconds, intervalSeconds }: { endMs: number; windowSeconds: number; intervalSeconds: number },
): string[] {
  const startSeconds = endMs / 1000 - windowSeconds;
  const fact = (name: string) =>
    new Map(samples.filter(({ labels }) => labels.fact === name).map(({ labels, value }) => [labels.instance, value]));
  const [firsts, starts] = [fact("first"), fact("start")];
  // Scraped from the window's beginning on, but for a slot's and a scrape's delay.
  const isKnown = (first: number) => first <= startSeconds + 3 * intervalSeconds;
  return [...firsts].flatMap(([instance, first]) => {
    const start = starts.get(instance);
    const isYoung = start !== undefined && start >= startSeconds;
    return instance === undefined || isKnown(first) || isYoung ? [] : [instance];
  });
}
