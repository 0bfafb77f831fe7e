import type { RangeKey } from "@/lib/ranges/ranges";
import type { Layer } from "../layers";

/** How the requests ended: a status ("404"), a class ("5xx"), or "failed" for all that failed. */
type StatusFilter = string;

/** What is looked for. Durations in milliseconds, of the request (the root), not of any span. */
export type TraceCriteria = {
  range: RangeKey;
  /** Start of the time searched, unix ms; null where the range sets it. */
  fromMs: number | null;
  /** End of the time searched, unix ms; null for now. */
  untilMs: number | null;
  service: string;
  /** "POST /api/documents/": the name of the request's route. */
  route: string | null;
  /** Name of any span: "b2.PutObject", "asynq.document:thumbnail". */
  operation: string | null;
  minMs: number | null;
  maxMs: number | null;
  status: StatusFilter | null;
  attribute: { key: string; value: string } | null;
};

/** One trace in the list. */
export type TraceHit = {
  traceId: string;
  service: string;
  route: string;
  isRequest: boolean;
  isPart: boolean;
  startedAtMs: number;
  durationMs: number;
  httpStatus: number | null;
  failed: boolean;
  errorText: string | null;
  spanCount: number;
  /** Share of each layer in the request's time; they add up to 1 (to 0 for a trace without duration). */
  layers: { layer: Layer; share: number }[];
  hasNPlusOne: boolean;
};

/** What was found, newest first, and how far the search went. Times in unix ms. */
export type TraceSearchResult = {
  hits: TraceHit[];
  /** Traces that were read, whether they matched or not. */
  read: number;
  searches: number;
  fromMs: number;
  toMs: number;
  /** Everything from here to `toMs` was looked at. */
  coveredFromMs: number;
  /** Whether there may be more before `coveredFromMs`, within the range. */
  mayHaveMore: boolean;
  /** What limited the search, or what it could not know; sentences. */
  notes: string[];
  /** "about 1 in 10 requests has a trace"; null where all have one. */
  samplingNote: string | null;
};
