import { formatAge } from "@/lib/format/quantity";
import { type HistogramKey, labelValuesMax, planHistograms } from "@/lib/plan/histograms";
import type { HistogramFacts, MetricsFacts } from "../facts/metrics-facts";
import type { Evidence, Outcome } from "../types";

const planOf = (key: HistogramKey) => planHistograms.find((histogram) => histogram.key === key);
const list = (names: readonly string[]) => names.join(", ");

/**
 * Whether a histogram of the plan is there as the plan has it: buckets, exactly its labels, the same bounds in every
 * process, few values per label, fresh. `quiet` where the API is not scraped, or the process is younger than the series.
 */
export function checkHistogram(key: HistogramKey, { histograms, scrapes }: MetricsFacts, nowMs: number): Outcome {
  const plan = planOf(key);
  const facts = histograms[key];
  if (!plan) return { state: "unknown", because: "The plan has no such histogram.", evidence: [] };
  const { metric } = plan;
  if (!scrapes.some(({ up }) => up)) {
    return { state: "quiet", because: "No pod of the API is scraped at the moment.", evidence: [] };
  }
  const evidence: Evidence[] = [
    {
      label: "Newest sample",
      value: facts.seenAtMs === null ? "none within a day" : `${formatAge(nowMs - facts.seenAtMs)} ago`,
      atMs: facts.seenAtMs,
      query: `max(tlast_over_time(${metric}_count[1d]))`,
    },
  ];
  if (facts.suffixes.length === 0) return { ...absence(facts, scrapes), evidence };
  const wrong = wrongOf(plan, facts);
  evidence.push({
    label: "Labels",
    value: list(facts.labels) || "none",
    atMs: facts.seenAtMs,
    query: `${metric}_count`,
  });
  if (facts.hourCount !== null) {
    const value = Math.round(facts.hourCount).toLocaleString("en-US");
    evidence.push({ label: "In the last hour", value, atMs: nowMs, query: `sum(increase(${metric}_count[1h]))` });
  }
  const passing = { text: `${metric}_bucket{${list([...plan.labels, "le"])}}` };
  if (wrong.length === 0) {
    const processes = facts.bounds.length;
    const because = `A histogram with exactly ${list(plan.labels)}, the same ${facts.bounds[0]?.boundsSeconds.length ?? 0} bounds in ${processes} ${processes === 1 ? "process" : "processes"}.`;
    return { state: "met", because, evidence, passing };
  }
  return { state: "partly", because: wrong.join(" "), evidence, passing, failing: { text: shapeOf(metric, facts) } };
}

function absence(facts: HistogramFacts, scrapes: MetricsFacts["scrapes"]): Pick<Outcome, "state" | "because"> {
  const { seenAtMs } = facts;
  const starts = scrapes.flatMap(({ startedAtMs }) => startedAtMs ?? []);
  const restarted = seenAtMs !== null && starts.length > 0 && Math.min(...starts) > seenAtMs;
  if (restarted)
    return { state: "quiet", because: "The API has restarted, and nothing of this kind has happened since." };
  return {
    state: "not-yet",
    because:
      seenAtMs === null
        ? "No such series has arrived: the histogram is not registered, or nothing of this kind has happened yet."
        : "Its series ended while the process went on: the histogram is no longer registered.",
  };
}

function wrongOf(plan: (typeof planHistograms)[number], facts: HistogramFacts): string[] {
  const wrong: string[] = [];
  if (!facts.suffixes.includes("_bucket")) {
    wrong.push(
      facts.suffixes.includes("")
        ? "It is a gauge or counter, not a histogram."
        : "It has no buckets (a summary?), so no percentiles.",
    );
  }
  const wanted: readonly string[] = plan.labels;
  const missing = wanted.filter((label) => !facts.labels.includes(label));
  const extra = facts.labels.filter((label) => !wanted.includes(label));
  if (missing.length > 0) wrong.push(`The label ${list(missing)} is missing.`);
  if (extra.length > 0) wrong.push(`The label ${list(extra)} is not in the plan.`);
  if (facts.values === null) wrong.push("It has so many series that VictoriaMetrics refuses to count them.");
  for (const { label, count } of facts.values ?? []) {
    if (count > labelValuesMax) {
      wrong.push(`The label ${label} has ${count.toLocaleString("en-US")} values: a path or an id is in it.`);
    }
  }
  const shapes = new Set(facts.bounds.map(({ boundsSeconds }) => boundsSeconds.join(" ")));
  if (shapes.size > 1) wrong.push("Processes use different buckets, so their percentiles cannot be merged.");
  if (facts.suffixes.includes("_bucket") && facts.bounds.some(({ boundsSeconds }) => boundsSeconds.length === 0)) {
    wrong.push("There is no finite bucket, so every percentile is unknown.");
  }
  return wrong;
}

function shapeOf(metric: string, { suffixes, labels, values }: HistogramFacts): string {
  const counted = labels.map((label) => {
    const count = values?.find((item) => item.label === label)?.count;
    return count === undefined ? label : `${label} (${count.toLocaleString("en-US")} values)`;
  });
  return `${metric}${suffixes.includes("_bucket") ? "_bucket" : suffixes[0]}{${list(counted)}}`;
}
