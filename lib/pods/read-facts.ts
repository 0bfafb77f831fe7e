import { addBuckets } from "@/lib/stats/bucket-quantile";
import type { PodFacts } from "./types";

export type Sample = { labels: Record<string, string>; value: number };

/** The identity of a scrape target. */
export const podIdOf = (labels: Record<string, string>) => JSON.stringify([labels.instance ?? "", labels.pod ?? ""]);

/** Samples by fact and pod, for facts that have one value per pod. */
export function valuesOf(samples: readonly Sample[]): (fact: string, id: string) => number | null {
  const values = new Map(samples.map(({ labels, value }) => [`${labels.fact} ${podIdOf(labels)}`, value]));
  return (fact, id) => values.get(`${fact} ${id}`) ?? null;
}

/** The pods from the answers to `podFacts()` and `podBuckets()`, by name. Only a target that was scraped counts. */
export function readPodFacts(samples: readonly Sample[]): PodFacts[] {
  const value = valuesOf(samples);
  const targets = samples.filter(({ labels }) => labels.fact === "at");
  const names = new Map<string, number>();
  for (const { labels } of targets) {
    const name = nameOf(labels);
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  const pods = targets.map(({ labels, value: at }): PodFacts => {
    const id = podIdOf(labels);
    const name = nameOf(labels);
    const instance = labels.instance ?? "";
    return {
      id,
      // Two containers of one pod are two targets.
      name: (names.get(name) ?? 0) > 1 ? `${name} ${instance}` : name,
      instance,
      pod: labels.pod || null,
      up: value("up", id) === 1,
      scrapedAtMs: at * 1000,
      firstScrapedAtMs: (value("first", id) ?? at) * 1000,
      requests: value("requests", id),
      errors: value("errors", id) ?? 0,
      // Merged by value: one library writes "1", another "1.0".
      buckets: addBuckets([
        samples
          .filter((sample) => sample.labels.fact === "bucket" && podIdOf(sample.labels) === id)
          .map((sample) => ({ leSeconds: boundOf(sample.labels.le), count: sample.value }))
          .filter(({ leSeconds }) => !Number.isNaN(leSeconds)),
      ]),
      openFds: value("fds", id),
      maxFds: value("max-fds", id),
      goroutines: value("goroutines", id),
      goroutinesBefore: value("goroutines-before", id),
    };
  });
  return pods.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const nameOf = (labels: Record<string, string>) => labels.pod || labels.instance || "(no name)";
const boundOf = (le: string | undefined) => (le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le));
