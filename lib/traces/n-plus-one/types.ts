/** `active`: seen in the traces last read; `gone`: enough traces of its route were read since without it. */
type ProblemState = "active" | "gone";

/** One statement of one route that ran again and again. `...AtMs` are unix milliseconds. */
export type NPlusOneRow = {
  id: string;
  service: string;
  route: string;
  statement: string;
  table: string;
  state: ProblemState;
  /** Within the range: traces it was in, its queries per such trace, and what they waste (ms). */
  timesSeen: number;
  queriesPerTrace: number | null;
  wastedMs: number;
  /**
   * What it wastes in a day (ms), by the traces that were read, scaled up to the requests without a trace. A lower
   * bound, since not every trace is read.
   */
  wastedADayMs: number;
  /** Whether what one request wastes can be felt in it. */
  cost: "costly" | "small";
  firstSeenAtMs: number;
  lastSeenAtMs: number;
  /** Traces of the route read since it was last seen, without it. */
  cleanTraces: number;
  exemplar: { traceId: string; atMs: number; queries: number };
};

export type NPlusOneBoard = {
  rows: NPlusOneRow[];
  /** What the rows rest on, within the range. */
  tracesRead: number;
  searches: number;
  /** Until when traces were read; null when none was yet. */
  searchedToAtMs: number | null;
  /** "about 1 in 10 requests has a trace"; null where all have one. */
  samplingNote: string | null;
};
