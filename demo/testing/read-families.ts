/** What a metric family looks like, without its values: type, label names, bucket bounds. */
export type Family = { type: string; labels: string[]; buckets: string[] };

/** Reads the families of a scrape text, by name. */
export function readFamilies(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  const sets = new Map<string, { labels: Set<string>; buckets: Set<string> }>();
  for (const line of text.split("\n")) {
    const type = /^# TYPE (\S+) (\S+)/.exec(line);
    if (type?.[1] && type[2]) {
      families.set(type[1], { type: type[2], labels: [], buckets: [] });
      sets.set(type[1], { labels: new Set(), buckets: new Set() });
      continue;
    }
    const sample = /^([a-z_0-9]+?)(?:_bucket|_sum|_count)?(?:\{(.*)\})? \S+$/.exec(line);
    if (!sample?.[1]) continue;
    const set = sets.get(sample[1]) ?? sets.get(line.split(/[{ ]/)[0] ?? "");
    for (const [, label, value] of (sample[2] ?? "").matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)) {
      if (label === "le") set?.buckets.add(value ?? "");
      else if (label) set?.labels.add(label);
    }
  }
  for (const [name, family] of families) {
    family.labels = [...(sets.get(name)?.labels ?? [])].sort();
    family.buckets = [...(sets.get(name)?.buckets ?? [])];
  }
  return families;
}
