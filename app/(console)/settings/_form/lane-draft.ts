import type { LaneThresholds } from "@/lib/plan/thresholds";
import { numberOf, percentText, ratioOf, text } from "./typed-numbers";

/** Limits of the dependencies as typed, by lane and field. */
export type LaneDraft = Record<keyof LaneThresholds, Record<string, string>>;

const errorTexts = (limits: { errorRatioWarn: number; errorRatioBad: number }) => ({
  errorPercentWarn: percentText(limits.errorRatioWarn),
  errorPercentBad: percentText(limits.errorRatioBad),
});

export function toLaneDraft({ database, b2, push, jobs }: LaneThresholds): LaneDraft {
  return {
    database: { slowP95Ms: text(database.slowP95Ms) },
    b2: { slowP95Ms: text(b2.slowP95Ms), ...errorTexts(b2) },
    push: { slowP95Ms: text(push.slowP95Ms), ...errorTexts(push) },
    jobs: { oldestWaitSeconds: text(jobs.oldestWaitSeconds), ...errorTexts(jobs) },
  };
}

const sentAs: Record<string, string> = { errorPercentWarn: "errorRatioWarn", errorPercentBad: "errorRatioBad" };

/** What is sent to be saved; what is no number stays as typed, for the server to refuse. */
export function toLaneInput(draft: LaneDraft): Record<string, Record<string, number | string>> {
  return Object.fromEntries(
    Object.entries(draft).map(([lane, fields]) => [
      lane,
      Object.fromEntries(
        Object.entries(fields).map(([field, typed]) => [
          sentAs[field] ?? field,
          field in sentAs ? ratioOf(typed) : numberOf(typed),
        ]),
      ),
    ]),
  );
}
