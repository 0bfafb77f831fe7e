import { formatPercent } from "@/lib/format/quantity";
import type { Measured } from "@/lib/measured";
import { planSamplingRatio } from "@/lib/plan/histograms";
import { wilsonInterval } from "@/lib/stats/wilson";
import type { SamplingFacts } from "../facts/sampling-facts";
import type { Outcome } from "../types";

/** Fewer requests say nothing about a ratio of one in ten. */
const requestsMin = 50;

/** Whether the measured share of requests with a trace can be the plan's: 10 % in production, all of them elsewhere. */
export function checkSampling(facts: Measured<SamplingFacts>, nowMs: number): Outcome {
  if (facts.state === "error") return { state: "unknown", because: facts.failure.message, evidence: [] };
  if (facts.state !== "ready")
    return { state: "quiet", because: "No request came in the minutes looked at.", evidence: [] };
  const { requests, traced, environment } = facts.value;
  if (traced === 0 && requests < requestsMin) {
    return { state: "quiet", because: `Only ${Math.round(requests)} requests in the minutes looked at.`, evidence: [] };
  }
  const isProduction = environment === "production";
  const wanted = isProduction ? planSamplingRatio.production : planSamplingRatio.other;
  const share = Math.min(1, traced / requests);
  const { lower, upper } = wilsonInterval({ hits: Math.min(traced, requests), of: requests });
  const evidence = [
    {
      label: "Measured",
      value: `${traced} of ${Math.round(requests)} requests have a trace (${formatPercent(share)})`,
      atMs: nowMs,
    },
    { label: "deployment.environment.name", value: environment ?? "not set", atMs: nowMs },
  ];
  // Requests at the edge of a stretch are counted on one side only, so "all" is nine in ten and more.
  const fits = wanted === 1 ? upper >= 0.9 : lower <= wanted && wanted <= upper;
  if (fits)
    return {
      state: "met",
      because: `Measured ${formatPercent(share)}; the plan says ${formatPercent(wanted)}.`,
      evidence,
    };
  const where = isProduction ? "in production" : "outside production";
  const because = `${formatPercent(share)} of requests are traced; the plan says ${formatPercent(wanted)} ${where}.`;
  return { state: traced === 0 ? "not-yet" : "partly", because, evidence };
}
