type Sample = { labels: Record<string, string>; value: number };

/**
 * The targets that were already running when they were first scraped in the window, from the answer to
 * `targetBirths()`: what they had counted by then does not belong to the window. A process that is younger than the
 * window has counted nothing before it.
 */
export function readTargets(
  samples: readonly Sample[],
  { endMs, windowSeconds, intervalSeconds }: { endMs: number; windowSeconds: number; intervalSeconds: number },
): string[] {
  const startSeconds = endMs / 1000 - windowSeconds;
  const fact = (name: string) =>
    new Map(samples.filter(({ labels }) => labels.fact === name).map(({ labels, value }) => [labels.instance, value]));
  const [firsts, starts] = [fact("first"), fact("start")];
  // Scraped since the window began, give or take the delay of a slot and a scrape.
  const isKnown = (first: number) => first <= startSeconds + 3 * intervalSeconds;
  return [...firsts].flatMap(([instance, first]) => {
    const start = starts.get(instance);
    const isYoung = start !== undefined && start >= startSeconds;
    return instance === undefined || isKnown(first) || isYoung ? [] : [instance];
  });
}
