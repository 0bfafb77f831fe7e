import { zOfProportions } from "@/lib/stats/two-proportions";
import { momentsOf, welchZ } from "./moments";
import { partOfChange, type Quantity } from "./rank-change";
import type { AttributeChange, AttributeRanking, RequestSample } from "./trace-types";

/** Requests that a value needs in a window before its figures are more than chance, and failures. */
const minRequests = 10;
const minFailures = 3;
/** Standard errors, for dozens of values. */
const certainAtZ = 3.5;
/** For a kind of failure that came or went: rare by nature, and that its requests fail is the stronger test. */
const failureCameAtZ = 2;
/** Between the change of the requests with a value and that of those without. */
const standsOutAtZ = 2;
const rankedMax = 12;
/** How many values of one key are looked at, most frequent first: user agents are endless. */
const valuesPerKey = 20;

type Windows = { before: readonly RequestSample[]; after: readonly RequestSample[] };
type Sides = { earlier: RequestSample[]; later: RequestSample[] };

/**
 * Values of attributes by their part of the change of the mean duration, or of the error ratio: the requests that have
 * the value against those that have not. A value is ranked when its own requests changed, or came or went, by more than
 * chance, and more than the others; one that all requests have says nothing. Both windows must have requests.
 */
export function rankAttributes(
  before: readonly RequestSample[],
  after: readonly RequestSample[],
  quantity: Quantity,
): AttributeRanking {
  const middle = ((meanOf(before, quantity) ?? 0) + (meanOf(after, quantity) ?? 0)) / 2;
  const values = frequentValues([...before, ...after]);
  const rows = values.flatMap((attribute) => {
    const has = ({ attributes }: RequestSample) => attributes.has(attribute);
    const sides: Sides = { earlier: before.filter(has), later: after.filter(has) };
    if (sides.earlier.length === before.length && sides.later.length === after.length) return [];
    if (!isCertain(sides, { before, after }, quantity)) return [];
    return toChange(attribute, sides, { before, after, middle, quantity });
  });
  const ranked = rows.toSorted(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.key + a.value < b.key + b.value ? -1 : 1),
  );
  return { ranked: ranked.slice(0, rankedMax), looked: values.length };
}

const valuesOf = (requests: readonly RequestSample[], quantity: Quantity) =>
  requests.map(({ durationMs, failed }) => (quantity === "latency" ? durationMs : Number(failed)));

function meanOf(requests: readonly RequestSample[], quantity: Quantity): number | null {
  return requests.length === 0 ? null : momentsOf(valuesOf(requests, quantity)).mean;
}

function frequentValues(requests: readonly RequestSample[]): string[] {
  const counts = new Map<string, number>();
  for (const { attributes } of requests) for (const name of attributes) counts.set(name, (counts.get(name) ?? 0) + 1);
  const perKey = new Map<string, number>();
  const sorted = [...counts].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return sorted.flatMap(([name]) => {
    const { key } = split(name);
    const seen = (perKey.get(key) ?? 0) + 1;
    perKey.set(key, seen);
    return seen <= valuesPerKey ? [name] : [];
  });
}

const failures = (requests: readonly RequestSample[]) => ({
  hits: requests.filter(({ failed }) => failed).length,
  of: requests.length,
});
const differ = (a: readonly RequestSample[], b: readonly RequestSample[], quantity: Quantity) => {
  const z =
    quantity === "errors"
      ? zOfProportions(failures(a), failures(b))
      : welchZ(momentsOf(valuesOf(a, quantity)), momentsOf(valuesOf(b, quantity)));
  return Math.abs(z) >= certainAtZ;
};

const without = (all: readonly RequestSample[], own: readonly RequestSample[]) => {
  const known = new Set(own);
  return all.filter((request) => !known.has(request));
};

/**
 * Whether the requests with the value changed more than those without: when all got slower, no user agent is to blame.
 */
function stoodOut({ earlier, later }: Sides, { before, after }: Windows, quantity: Quantity): boolean {
  const groups = [earlier, later, without(before, earlier), without(after, later)].map((group) =>
    momentsOf(valuesOf(group, quantity)),
  );
  const [ownWas, ownIs, restWas, restIs] = groups;
  if (!ownWas || !ownIs || !restWas?.n || !restIs?.n) return true;
  const [own, rest] = [ownIs.mean - ownWas.mean, restIs.mean - restWas.mean];
  const error = Math.sqrt(groups.reduce((sum, { n, variance }) => sum + variance / n, 0));
  return Math.abs(own) > Math.abs(rest) && Math.abs(own - rest) > standsOutAtZ * error;
}

function isCertain({ earlier, later }: Sides, { before, after }: Windows, quantity: Quantity): boolean {
  if (quantity === "errors" && Math.max(failures(earlier).hits, failures(later).hits) < minFailures) return false;
  if (earlier.length > 0 && later.length > 0) {
    const isEnough = Math.min(earlier.length, later.length) >= minRequests;
    return isEnough && differ(earlier, later, quantity) && stoodOut({ earlier, later }, { before, after }, quantity);
  }
  // It came, or it went: that must be no chance, and its requests must be unlike the others of their window.
  const [own, all] = earlier.length > 0 ? [earlier, before] : [later, after];
  const least = quantity === "errors" ? minFailures : minRequests;
  const shares = zOfProportions({ hits: earlier.length, of: before.length }, { hits: later.length, of: after.length });
  const certainAt = quantity === "errors" ? failureCameAtZ : certainAtZ;
  return own.length >= least && Math.abs(shares) >= certainAt && differ(own, without(all, own), quantity);
}

type Context = Windows & { middle: number; quantity: Quantity };

function toChange(attribute: string, { earlier, later }: Sides, context: Context): AttributeChange {
  const { before, after, middle, quantity } = context;
  const [valueBefore, valueAfter] = [meanOf(earlier, quantity), meanOf(later, quantity)];
  const part = {
    shareBefore: earlier.length / before.length,
    shareAfter: later.length / after.length,
    valueBefore,
    valueAfter,
  };
  const exemplars = (later.length > 0 ? later : earlier).toSorted((a, b) =>
    quantity === "errors" && a.failed !== b.failed ? Number(b.failed) - Number(a.failed) : b.durationMs - a.durationMs,
  );
  return {
    ...split(attribute),
    before: { requests: earlier.length, value: valueBefore },
    after: { requests: later.length, value: valueAfter },
    contribution: partOfChange(part, middle),
    traceId: exemplars[0]?.traceId ?? "",
  };
}

function split(attribute: string): { key: string; value: string } {
  const at = attribute.indexOf("=");
  return { key: attribute.slice(0, at), value: attribute.slice(at + 1) };
}
