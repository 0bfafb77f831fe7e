import { zOfProportions } from "@/lib/stats/two-proportions";
import type { Change, Contribution, Slice } from "./types";

/** Requests that a route needs in both windows to be ranked; below, its mean is mostly chance. */
const rankMinRequests = 20;
/** Standard errors that a change of an error ratio must exceed: about 1 in 20 is chance. */
const certainAtZ = 2;
/** A mean has to move by this part of itself; the histograms tell no variance. */
const certainAtRatio = 0.1;

export type Quantity = "latency" | "errors";

const valueIn = (slice: Slice | undefined, quantity: Quantity): number | null => {
  if (!slice || slice.requests <= 0) return null;
  return quantity === "latency" ? (slice.seconds / slice.requests) * 1000 : slice.errors / slice.requests;
};

function isCertain(before: Slice | undefined, after: Slice | undefined, quantity: Quantity): boolean {
  const only = before && after ? null : (before ?? after);
  // A route that came or went is no chance, once it had requests; its errors need to be more than one or two.
  if (only) return only.requests >= rankMinRequests && (quantity === "latency" || only.errors >= 3);
  if (!before || !after || Math.min(before.requests, after.requests) < rankMinRequests) return false;
  if (quantity === "errors") {
    const share = ({ errors, requests }: Slice) => ({ hits: errors, of: requests });
    return Math.abs(zOfProportions(share(before), share(after))) >= certainAtZ;
  }
  const [earlier, later] = [valueIn(before, quantity) ?? 0, valueIn(after, quantity) ?? 0];
  return earlier > 0 ? Math.abs(later - earlier) / earlier >= certainAtRatio : later > 0;
}

/** A part of a whole in two windows: its share of the requests, and its value; null where it was not there. */
export type PartOfMean = {
  shareBefore: number;
  shareAfter: number;
  valueBefore: number | null;
  valueAfter: number | null;
};

/**
 * What a part adds to the change of the mean: (mean share) x (change of value) + (change of share) x (mean value - mean
 * of all), the midpoint form of the product rule. `middle` is the mean of all, halfway between the windows.
 */
export function partOfChange({ shareBefore, shareAfter, valueBefore, valueAfter }: PartOfMean, middle: number): number {
  const [from, to] = [valueBefore ?? valueAfter ?? middle, valueAfter ?? valueBefore ?? middle];
  return ((shareBefore + shareAfter) / 2) * (to - from) + (shareAfter - shareBefore) * ((from + to) / 2 - middle);
}

/**
 * What made a mean change, route by route. The mean of all is the sum of share x value; its change splits exactly into
 * the parts of the routes (`partOfChange`): a route getting slower, or its traffic shifting. A route that one window
 * lacks counts as traffic alone. Windows without requests have no mean: both must have some.
 */
export function rankChange(
  before: ReadonlyMap<string, Slice>,
  after: ReadonlyMap<string, Slice>,
  quantity: Quantity,
): Change {
  const totals = [before, after].map((slices) => [...slices.values()].reduce((sum, { requests }) => sum + requests, 0));
  const [totalBefore = 0, totalAfter = 0] = totals;
  const meanOf = (slices: ReadonlyMap<string, Slice>, total: number) =>
    [...slices.values()].reduce((sum, slice) => sum + (slice.requests / total) * (valueIn(slice, quantity) ?? 0), 0);
  const [wasAll, isAll] = [meanOf(before, totalBefore), meanOf(after, totalAfter)];
  const middle = (wasAll + isAll) / 2;
  const rows = [...new Set([...before.keys(), ...after.keys()])].map((name): Contribution => {
    const [earlier, later] = [before.get(name), after.get(name)];
    const [shareBefore, shareAfter] = [(earlier?.requests ?? 0) / totalBefore, (later?.requests ?? 0) / totalAfter];
    const [valueBefore, valueAfter] = [valueIn(earlier, quantity), valueIn(later, quantity)];
    const contribution = partOfChange({ shareBefore, shareAfter, valueBefore, valueAfter }, middle);
    return {
      name,
      before: { requests: earlier?.requests ?? 0, value: valueBefore },
      after: { requests: later?.requests ?? 0, value: valueAfter },
      contribution,
      certain: isCertain(earlier, later, quantity),
    };
  });
  const ranked = rows
    .filter(({ certain }) => certain)
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const others = rows.filter(({ certain }) => !certain);
  const contribution = others.reduce((sum, row) => sum + row.contribution, 0);
  return { before: wasAll, after: isAll, ranked, rest: { names: others.length, contribution } };
}
