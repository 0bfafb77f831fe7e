import { planScrapeSeconds } from "@/lib/plan/histograms";
import type { MetricsFacts } from "../facts/metrics-facts";
import type { Outcome } from "../types";

/** A scrape that is 10 % off is jitter, not another setting. */
const tolerance = 0.1;

/** Whether every process of the API is scraped at the plan's interval, as measured from its samples. */
export function checkScrapeInterval(
  { scrapes }: MetricsFacts,
  nowMs: number,
  wantedSeconds: number = planScrapeSeconds,
): Outcome {
  const measured = scrapes.flatMap(({ instance, intervalSeconds }) =>
    intervalSeconds === null ? [] : [{ instance, seconds: intervalSeconds }],
  );
  if (measured.length === 0) {
    return { state: "not-yet", because: "No scrape of the API has arrived.", evidence: [] };
  }
  const evidence = measured.map(({ instance, seconds }) => ({
    label: instance,
    value: `every ${Number(seconds.toFixed(1))} s`,
    atMs: nowMs,
    query: `scrape_interval(up{instance="${instance}"}[5m])`,
  }));
  const off = measured.filter(({ seconds }) => Math.abs(seconds - wantedSeconds) > wantedSeconds * tolerance);
  const first = off[0];
  if (first) {
    const because = `${first.instance} is scraped every ${Number(first.seconds.toFixed(1))} s; the plan says ${wantedSeconds} s.`;
    return { state: "partly", because, evidence };
  }
  return { state: "met", because: `Measured: every ${wantedSeconds} s.`, evidence };
}

/** Whether exactly one vmagent runs and what it writes arrives. */
export function checkVmagent({ vmagents, writes, scrapes }: MetricsFacts, nowMs: number): Outcome {
  if (vmagents === 0) {
    const because =
      scrapes.length > 0
        ? "Metrics arrive, but vmagent does not push its own: whether there is one cannot be told."
        : "No vmagent has pushed its own metrics.";
    return { state: scrapes.length > 0 ? "partly" : "not-yet", because, evidence: [] };
  }
  const evidence = [
    { label: "vmagents", value: String(vmagents), atMs: nowMs, query: 'count(up{job="vmagent"})' },
    ...(writes
      ? [
          {
            label: "Writes in 10 min",
            value: `${Math.round(writes.sent)} taken, ${Math.round(writes.failed)} refused`,
            atMs: nowMs,
            query: 'sum by (status_code) (increase(vmagent_remotewrite_requests_total{job="vmagent"}[10m]))',
          },
        ]
      : []),
  ];
  if (vmagents > 1) {
    const because = `${vmagents} vmagents push: every sample arrives ${vmagents} times. The plan has one replica.`;
    return { state: "partly", because, evidence };
  }
  if (writes && writes.sent === 0)
    return { state: "partly", because: "None of its writes was taken in 10 min.", evidence };
  if (writes && writes.failed > writes.sent) {
    return { state: "partly", because: "More of its writes are refused than taken.", evidence };
  }
  return { state: "met", because: "One replica, and its writes are taken.", evidence };
}
