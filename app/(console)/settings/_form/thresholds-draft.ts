import type { Thresholds } from "@/lib/plan/thresholds";
import { type LaneDraft, toLaneDraft, toLaneInput } from "./lane-draft";
import { numberOf, percentText, ratioOf, text } from "./typed-numbers";

/** The form as typed: texts, with ratios in percent, since that is how people think of errors. */
export type RouteDraft = {
  id: string;
  name: string;
  slowP95Ms: string;
  errorPercentWarn: string;
  errorPercentBad: string;
};
export type Draft = {
  slowP95Ms: string;
  errorPercentWarn: string;
  errorPercentBad: string;
  metricsStaleSeconds: string;
  spansStaleSeconds: string;
  lanes: LaneDraft;
  routes: RouteDraft[];
};

export function toDraft(thresholds: Thresholds): Draft {
  return {
    slowP95Ms: text(thresholds.slowP95Ms),
    errorPercentWarn: percentText(thresholds.errorRatioWarn),
    errorPercentBad: percentText(thresholds.errorRatioBad),
    metricsStaleSeconds: text(thresholds.metricsStaleSeconds),
    spansStaleSeconds: text(thresholds.spansStaleSeconds),
    lanes: toLaneDraft(thresholds.lanes),
    routes: Object.entries(thresholds.routes).map(([name, own], index) => ({
      id: `saved-${index}`,
      name,
      slowP95Ms: text(own.slowP95Ms),
      errorPercentWarn: percentText(own.errorRatioWarn),
      errorPercentBad: percentText(own.errorRatioBad),
    })),
  };
}

const unlessBlank = (typed: string, read: (typed: string) => number | string) =>
  typed.trim() === "" ? undefined : read(typed);

/** What is sent to be saved; blank fields of a route mean that the general limit holds. */
export function toInput(draft: Draft): Record<string, unknown> {
  return {
    slowP95Ms: numberOf(draft.slowP95Ms),
    errorRatioWarn: ratioOf(draft.errorPercentWarn),
    errorRatioBad: ratioOf(draft.errorPercentBad),
    metricsStaleSeconds: numberOf(draft.metricsStaleSeconds),
    spansStaleSeconds: numberOf(draft.spansStaleSeconds),
    lanes: toLaneInput(draft.lanes),
    routes: Object.fromEntries(
      draft.routes.map((route) => [
        route.name.trim(),
        {
          slowP95Ms: unlessBlank(route.slowP95Ms, numberOf),
          errorRatioWarn: unlessBlank(route.errorPercentWarn, ratioOf),
          errorRatioBad: unlessBlank(route.errorPercentBad, ratioOf),
        },
      ]),
    ),
  };
}
