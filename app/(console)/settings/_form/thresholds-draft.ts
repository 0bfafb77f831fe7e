import type { Thresholds } from "@/lib/plan/thresholds";

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
  routes: RouteDraft[];
};

/** 0.01 as "1", 0.005 as "0.5": without the digits that binary fractions leave behind. */
const percentText = (ratio: number | undefined) =>
  ratio === undefined ? "" : String(Number((ratio * 100).toPrecision(10)));
const text = (value: number | undefined) => (value === undefined ? "" : String(value));

export function toDraft(thresholds: Thresholds): Draft {
  return {
    slowP95Ms: text(thresholds.slowP95Ms),
    errorPercentWarn: percentText(thresholds.errorRatioWarn),
    errorPercentBad: percentText(thresholds.errorRatioBad),
    metricsStaleSeconds: text(thresholds.metricsStaleSeconds),
    spansStaleSeconds: text(thresholds.spansStaleSeconds),
    routes: Object.entries(thresholds.routes).map(([name, own], index) => ({
      id: `saved-${index}`,
      name,
      slowP95Ms: text(own.slowP95Ms),
      errorPercentWarn: percentText(own.errorRatioWarn),
      errorPercentBad: percentText(own.errorRatioBad),
    })),
  };
}

/** A comma is a decimal point to half of the world. What is no number stays as typed, for the server to refuse. */
function numberOf(typed: string): number | string {
  const trimmed = typed.trim().replace(",", ".");
  const value = Number(trimmed);
  return trimmed === "" || Number.isNaN(value) ? typed : value;
}

function ratioOf(typed: string): number | string {
  const percent = numberOf(typed);
  return typeof percent === "number" ? Number((percent / 100).toPrecision(10)) : percent;
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
