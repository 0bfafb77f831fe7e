import { apiJob, vmagentJob } from "@/lib/plan/contract";

type Sample = { labels: Record<string, string>; value: number };

/** What is known of the scrapes: the API's pods as vmagent last saw them, and vmagent itself. Unix milliseconds. */
export type ScrapeFacts = {
  pods: { instance: string; up: boolean; atMs: number }[];
  /** Newest scrape of the API that brought samples; null when there was none in the last hour. */
  newestSampleAtMs: number | null;
  /** Newest sample that vmagent pushed of itself; null when there was none in the last hour. */
  vmagentAtMs: number | null;
};

const newest = (values: number[]) => (values.length > 0 ? Math.max(...values) * 1000 : null);

/** Reads the answer of `scrapeFacts()`. Null when it holds nothing at all: no scrape ever arrived. */
export function readScrapeFacts(samples: readonly Sample[]): ScrapeFacts | null {
  if (samples.length === 0) return null;
  const of = (job: string, fact: string) => samples.filter(({ labels }) => labels.job === job && labels.fact === fact);
  const upByInstance = new Map(of(apiJob, "up").map(({ labels, value }) => [labels.instance ?? "", value]));
  return {
    pods: of(apiJob, "at").map(({ labels, value }) => {
      const instance = labels.instance ?? "";
      return { instance, up: upByInstance.get(instance) === 1, atMs: value * 1000 };
    }),
    newestSampleAtMs: newest(of(apiJob, "sample").map(({ value }) => value)),
    vmagentAtMs: newest(of(vmagentJob, "at").map(({ value }) => value)),
  };
}
