export type MetricSample = { labels: Record<string, string>; value: number };

const linePattern = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?\s+(\S+)/;
// \b: a name without a value is tried once, not from each of its letters.
const labelPattern = /\b([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g;

/** Samples of the named metrics in a Prometheus text exposition. Lines of other metrics cost next to nothing. */
export function parseMetricsText(text: string, names: ReadonlySet<string>): Map<string, MetricSample[]> {
  const found = new Map<string, MetricSample[]>();
  for (const line of text.split("\n")) {
    const end = line.search(/[{\s]/);
    const name = line.slice(0, end);
    if (end <= 0 || !names.has(name)) continue;
    const match = linePattern.exec(line);
    const value = Number(match?.[3]);
    if (!match || !Number.isFinite(value)) continue;
    const labels: Record<string, string> = {};
    for (const [, label, labelValue] of (match[2] ?? "").matchAll(labelPattern)) {
      if (label && labelValue !== undefined) labels[label] = labelValue;
    }
    const samples = found.get(name) ?? [];
    samples.push({ labels, value });
    found.set(name, samples);
  }
  return found;
}

/** Sum over a metric's series, of those that `where` takes; null when there is none: absent is not zero. */
export function sumOf(
  metrics: ReadonlyMap<string, MetricSample[]>,
  name: string,
  where: (labels: Record<string, string>) => boolean = () => true,
): number | null {
  const samples = (metrics.get(name) ?? []).filter(({ labels }) => where(labels));
  return samples.length === 0 ? null : samples.reduce((sum, { value }) => sum + value, 0);
}
