import { apiServiceName } from "@/lib/plan/contract";
import { defaultRange, isRangeKey, rangeKeys } from "@/lib/ranges/ranges";
import type { TraceCriteria } from "./types";

export const criteriaNames = [
  "range",
  "service",
  "route",
  "operation",
  "min",
  "max",
  "status",
  "attribute",
  "from",
  "until",
] as const;
export type CriteriaName = (typeof criteriaNames)[number];
/** The criteria as a URL or a form holds them. */
export type RawCriteria = Partial<Record<CriteriaName, string | null | undefined>>;

const textMax = 300;
const durationMaxMs = 24 * 3_600_000;
const windowMsMax = 7 * 24 * 3_600_000;

/** "1.5s", "300ms", "2 min" or plain milliseconds; null when it is none of them. */
export function parseDurationMs(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|m)?$/i.exec(text.trim());
  if (!match) return null;
  const unit = (match[2] ?? "ms").toLowerCase();
  const ms = Number(match[1]) * (unit === "ms" ? 1 : unit === "s" ? 1000 : 60_000);
  return ms <= durationMaxMs ? ms : null;
}

/**
 * Reads criteria from texts. A wrong one gets a message in `errors` under its field and is left out of the criteria, so
 * that a page can show both and lose nothing.
 */
export function readCriteria(raw: RawCriteria): {
  criteria: TraceCriteria;
  errors: Partial<Record<CriteriaName, string>>;
} {
  const errors: Partial<Record<CriteriaName, string>> = {};
  const text = (name: CriteriaName): string | null => {
    const value = raw[name]?.trim() ?? "";
    if (value.length <= textMax) return value === "" ? null : value;
    errors[name] = `At most ${textMax} characters.`;
    return null;
  };
  const duration = (name: "min" | "max"): number | null => {
    const value = text(name);
    const ms = value === null ? null : parseDurationMs(value);
    if (value !== null && ms === null) errors[name] = 'A duration, for example "300ms" or "1.5s", of a day at most.';
    return ms;
  };
  const range = text("range") ?? defaultRange;
  if (!isRangeKey(range)) errors.range = `One of ${rangeKeys.join(", ")}.`;
  const status = text("status");
  if (status !== null && !/^(failed|[1-5]xx|[1-5]\d\d)$/.test(status))
    errors.status = '"failed", a class such as "5xx", or a status such as "404".';
  const attribute = text("attribute");
  const equals = attribute?.indexOf("=") ?? -1;
  if (attribute !== null && equals < 1) errors.attribute = "key=value, for example bucket=honeydue-documents.";
  const time = (name: "from" | "until"): number | null => {
    const value = text(name);
    const ms = value !== null && /^\d{12,14}$/.test(value) ? Number(value) : null;
    if (value !== null && ms === null) errors[name] = "A time in unix milliseconds.";
    return ms;
  };
  const [fromMs, untilMs] = [time("from"), time("until")];
  const lengthMs = fromMs === null ? 0 : (untilMs ?? Date.now()) - fromMs;
  if (fromMs !== null && (lengthMs <= 0 || lengthMs > windowMsMax)) errors.from = "Before the end, by 7 days at most.";
  const [minMs, maxMs] = [duration("min"), duration("max")];
  if (minMs !== null && maxMs !== null && minMs > maxMs) errors.max = "Not below the shortest.";
  return {
    criteria: {
      range: isRangeKey(range) ? range : defaultRange,
      fromMs: errors.from ? null : fromMs,
      untilMs,
      service: text("service") ?? apiServiceName,
      route: text("route"),
      operation: text("operation"),
      minMs,
      maxMs: errors.max ? null : maxMs,
      status: errors.status ? null : status,
      attribute:
        attribute === null || equals < 1
          ? null
          : { key: attribute.slice(0, equals).trim(), value: attribute.slice(equals + 1).trim() },
    },
    errors,
  };
}
