import type { Tags } from "@/lib/jaeger/trace";
import type { TimeGroup } from "./headline";
import type { Layer } from "./layers";
import type { NPlusOne } from "./n-plus-one/n-plus-one";
import type { SpanRemark } from "./span-tree";

/** One row of the waterfall. Times in microseconds since the start of the drawn window; null attributes are absent. */
export type SpanRow = {
  id: string;
  parent: number | null;
  depth: number;
  /** Number of spans below it, all levels. */
  below: number;
  name: string;
  target: string;
  service: string;
  layer: Layer;
  startUs: number;
  durationUs: number;
  selfUs: number;
  /** When it itself was working, as pairs of start and end; null for a span without children: all the time. */
  self: number[] | null;
  /** Its parts of the critical path, as pairs of start and end. */
  critical: number[];
  error: boolean;
  nPlusOne: boolean;
  remarks: SpanRemark[];
};

/** What the row opens into. */
export type SpanDetail = {
  kind: string;
  statement: string | null;
  tags: Tags;
  resource: Tags;
  /** `atUs` since the start of the drawn window. */
  events: { name: string; atUs: number; attributes: Tags }[];
  links: { traceId: string; spanId: string }[];
  warnings: string[];
};

/** A statement of the trace with its values masked, and all spans that ran it. Times in microseconds. */
export type SqlRow = {
  statement: string;
  normalized: string;
  table: string;
  count: number;
  selfUs: number;
  rows: number | null;
  spans: number[];
};

type FaultRow = { index: number; name: string; text: string; type: string | null; failedRequest: boolean };

/** A trace as its page shows it; nothing in it needs masking any more. */
export type TraceView = {
  traceId: string;
  headline: string;
  service: string;
  route: string;
  isRequest: boolean;
  /** Only a part of a trace: its root has not arrived, or was never sampled. */
  isPart: boolean;
  httpStatus: number | null;
  failed: boolean;
  /** Unix milliseconds; null when the trace names no possible time. */
  startedAtMs: number | null;
  durationUs: number;
  /** Where the root starts within the drawn window, and how long the window is. */
  rootStartUs: number;
  windowUs: number;
  rows: SpanRow[];
  layerShares: { layer: Layer; selfUs: number }[];
  groups: TimeGroup[];
  sql: SqlRow[];
  faults: FaultRow[];
  problems: NPlusOne[];
  /** Traces that the root follows from: the request that enqueued a job. */
  followsFrom: { traceId: string; spanId: string }[];
  warnings: string[];
};
