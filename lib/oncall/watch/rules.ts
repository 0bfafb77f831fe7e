import { type FindingCode, findingCodes } from "@/lib/oncall/diagnosis/codes";

/** Prefix of the keys of the verdict's alerts; the finding's key follows it. */
export const alertKeyPrefix = "verdict:";
/** Key of a finding's alert; one is open per key. */
export const alertKey = (findingKey: string): string => `${alertKeyPrefix}${findingKey}`;

/** The code in a finding's key; null for a key that no finding has (any more). */
export function codeOfKey(key: string): FindingCode | null {
  const [name = ""] = key.split(":");
  return findingCodes.find((code) => code === name) ?? null;
}

export type Rule = {
  /** How long it must be present without a break before an alert is raised; null: never. */
  raiseAfterMs: number | null;
  /** How long it must be absent without a break before it counts as over. */
  clearAfterMs: number;
};

const second = 1000;
/** Seen by one sure witness, and users or data are hurt at once. */
const quick: ReadonlySet<FindingCode> = new Set<FindingCode>([
  ...(["api-down", "api-unreachable", "api-gone", "gate-down", "gate-fails", "gate-open"] as const),
  ...(["metrics-refused", "traces-refused", "metrics-store-read-only", "metrics-store-refuses"] as const),
  ...(["traces-store-refuses", "vmagent-gone"] as const),
]);
/** What may be a restart, or mends itself. */
const slow: Partial<Record<FindingCode, number>> = {
  "metrics-store-unreachable": 120 * second,
  "metrics-store-too-busy": 300 * second,
  "traces-store-unreachable": 300 * second,
  "exporter-silent": 120 * second,
  "traces-path-silent": 120 * second,
  "vmagent-catches-up": 600 * second,
  "gate-log-silent": 300 * second,
  "pod-outlier": 120 * second,
  "database-slow": 90 * second,
  "b2-slow": 90 * second,
  "push-slow": 90 * second,
  "route-slow": 90 * second,
  "requests-slow": 90 * second,
};
/** Nobody can act at night on what is merely not known yet. */
const never: ReadonlySet<FindingCode> = new Set<FindingCode>(["waiting-for-scrape", "other-job", "api-unknown"]);

/**
 * The rule of a code: short enough to alert before users call, long enough that a deploy or one lost scrape does not.
 */
export function ruleOf(code: FindingCode): Rule {
  if (never.has(code)) return { raiseAfterMs: null, clearAfterMs: 60 * second };
  return { raiseAfterMs: slow[code] ?? (quick.has(code) ? 30 : 60) * second, clearAfterMs: 60 * second };
}
