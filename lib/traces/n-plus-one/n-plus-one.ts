import { layerOf, targetOf } from "../layers";
import type { SpanTree } from "../span-tree";
import { normalizeSql } from "../sql/normalize-sql";
import { dialectOf, statementOf } from "../sql-of";

/** Fewer repetitions can be chance. The limit is that of Sentry's detector. */
const repeatsMin = 5;
/**
 * From here on one request's repetitions are costly: the time at which Sentry's detector begins to report. Less is
 * little in one request, but can be much in a day.
 */
export const costlyMinMs = 50;

/** One statement that ran again and again below one span. Times in microseconds. */
export type NPlusOne = {
  parent: number;
  /** The query before the repetitions, whose rows they go through. */
  source: number;
  spans: number[];
  statement: string;
  table: string;
  totalUs: number;
  /** All but the longest of them: what one query for all could save. */
  wastedUs: number;
};

type Query = { index: number; statement: string; startUs: number; endUs: number };

function queriesBelow(tree: SpanTree, parent: number): Query[] {
  return (tree.nodes[parent]?.children ?? []).flatMap((index) => {
    const node = tree.nodes[index];
    if (!node || layerOf(node.span) !== "db") return [];
    const raw = statementOf(node.span);
    const statement = raw ? normalizeSql(raw, dialectOf(node.span.tags)) : "";
    return [{ index, statement, startUs: node.startUs, endUs: node.endUs }];
  });
}

function problemOf(tree: SpanTree, parent: number, source: Query, run: readonly Query[]): NPlusOne | null {
  const first = run[0];
  const node = first && tree.nodes[first.index];
  if (!first || !node || run.length < repeatsMin || source.statement === first.statement) return null;
  const durations = run.map((query) => query.endUs - query.startUs);
  const totalUs = durations.reduce((sum, duration) => sum + duration, 0);
  const wastedUs = totalUs - durations.reduce((most, duration) => Math.max(most, duration));
  const spans = run.map(({ index }) => index);
  return {
    parent,
    source: source.index,
    spans,
    statement: first.statement,
    table: targetOf(node.span),
    totalUs,
    wastedUs,
  };
}

/**
 * N+1 queries by the rule of Sentry's detector: below one parent, at least 5 queries with the same normalised
 * statement, one after the other without overlap (a parallel fan-out does not count), after a different query below the
 * same parent that does not overlap them. Its limit of 50 ms says here what is costly, not what exists.
 */
export function detectNPlusOne(tree: SpanTree): NPlusOne[] {
  return tree.nodes.flatMap((_, parent) => {
    const found: NPlusOne[] = [];
    let source: Query | null = null;
    let run: Query[] = [];
    let last: Query | null = null;
    const store = () => {
      const problem = source && problemOf(tree, parent, source, run);
      if (problem) found.push(problem);
    };
    for (const query of queriesBelow(tree, parent)) {
      const overlaps = last !== null && query.startUs < last.endUs;
      const continues = run.length > 0 && query.statement === run[0]?.statement;
      if (query.statement === "" || overlaps) {
        store();
        source = overlaps || query.statement === "" ? null : query;
        run = [];
      } else if (continues) run.push(query);
      else {
        // The last query before a run is its source; a run's own last query can be the source of the next run.
        store();
        source = last;
        run = [query];
      }
      last = last && last.endUs > query.endUs ? last : query;
    }
    store();
    return found;
  });
}
