import { podsHref, settingsHref, tokenHref, tracesHref } from "@/lib/links/routes";
import { apiJob } from "@/lib/plan/contract";
import { wilsonInterval } from "@/lib/stats/wilson";
import type { Facts } from "../facts/types";
import type { Finding } from "../types";
import { figure, finding, freshApi, targetsOf } from "./bits";

/** Intervals that differ by less are the same with a scrape that came late. */
const differs = { above: 1.5, below: 0.6 };

/** Scrapes come at another interval than the plan's. */
export function findIntervalDiffers(facts: Facts): Finding[] {
  const measured = freshApi(facts).flatMap(({ intervalMs }) => intervalMs ?? []);
  if (measured.length === 0) return [];
  const intervalMs = Math.max(...measured);
  const ratio = intervalMs / facts.set.scrapeIntervalMs;
  if (ratio <= differs.above && ratio >= differs.below) return [];
  return [
    finding({
      code: "interval-differs",
      place: "vmagent",
      severity: "info",
      evidence: [
        figure("interval", intervalMs, "ms", { href: podsHref() }),
        figure("set", facts.set.scrapeIntervalMs, "ms"),
      ],
    }),
  ];
}

const requestsMin = 60;
const certainAtZ = 3;
const nearly = 1.25;

/** Another share of requests is traced than is set, by requests counted against traces received. */
export function findSamplingDiffers({ sampling, set }: Facts): Finding[] {
  if (sampling.state !== "ready" || sampling.value.requests < requestsMin) return [];
  const { traces, requests, ratio, overMs } = sampling.value;
  const { lower, upper } = wilsonInterval({ hits: Math.min(traces, requests), of: requests }, certainAtZ);
  if (set.samplingRatio <= upper * nearly && set.samplingRatio >= lower / nearly) return [];
  return [
    finding({
      code: "sampling-differs",
      place: "exporter",
      severity: "info",
      evidence: [
        figure("sampling", Math.min(1, ratio), "ratio", { overMs, href: tracesHref() }),
        figure("set", set.samplingRatio, "ratio", { href: settingsHref() }),
      ],
    }),
  ];
}

/** Two jobs scrape the same process: the API's own is counted, the other is not. */
export function findScrapedTwice(facts: Facts): Finding[] {
  const twins = facts.scrapes.state === "ready" ? facts.scrapes.value.twins : [];
  const [first] = twins;
  if (!first) return [];
  return [
    finding({
      code: "scraped-twice",
      place: "vmagent",
      severity: "info",
      subject: { kind: "job", id: first.job, name: first.job },
      evidence: [figure("job", apiJob, "text"), figure("twins", twins.length, "count", { href: podsHref() })],
    }),
  ];
}

/** Requests are counted, and under another job than the one the console reads. */
export function findOtherJob({ otherJobs }: Facts): Finding[] {
  return otherJobs.slice(0, 1).map((job) =>
    finding({
      code: "other-job",
      place: "vmagent",
      severity: "unknown",
      subject: { kind: "job", id: job, name: job },
      evidence: [figure("job", apiJob, "text")],
      explains: [{ code: "waiting-for-scrape" }, { code: "api-unknown" }, { code: "metrics-path-silent" }],
    }),
  );
}

/** A stretch within the window has no samples: nothing is known of it, and no rate is computed over it. */
export function findMetricsGap(facts: Facts): Finding[] {
  const gaps = targetsOf(facts).api.flatMap(({ gap }) => gap ?? []);
  const newest = gaps.toSorted((a, b) => b.toMs - a.toMs)[0];
  if (!newest || newest.toMs < facts.nowMs - facts.windowMs) return [];
  return [
    finding({
      code: "metrics-gap",
      place: "vmagent",
      severity: "info",
      sinceMs: newest.fromMs,
      evidence: [figure("from", newest.fromMs, "at"), figure("to", newest.toMs, "at")],
    }),
  ];
}

/** A token is used from an address that is new to it. */
export function findNewAddresses({ tokens }: Facts): Finding[] {
  if (tokens.state !== "ready") return [];
  return tokens.value.flatMap(({ publicId, name, newAddresses }) =>
    newAddresses.slice(0, 1).map(({ address, atMs }) =>
      finding({
        code: "token-new-address",
        place: "gate",
        severity: "info",
        subject: { kind: "token", id: publicId, name },
        sinceMs: atMs,
        evidence: [figure("address", address, "text", { href: tokenHref(publicId) }), figure("seen", atMs, "at")],
      }),
    ),
  );
}
