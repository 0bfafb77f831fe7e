import type { Measured } from "@/lib/measured";

/** A stretch of time, unix ms. */
export type Window = { startMs: number; endMs: number };
export type WindowPair = { before: Window; after: Window; label: string };

/** One route in one window. */
export type Slice = { requests: number; errors: number; seconds: number };
/** One route (or dependency call) in both windows, with its part of the whole change. */
export type Contribution = {
  name: string;
  before: { requests: number; value: number | null };
  after: { requests: number; value: number | null };
  /** Part of the change of the whole, in its unit; all parts together are the change. */
  contribution: number;
  /** Whether it is more than chance would bring. */
  certain: boolean;
};
export type Change = {
  before: number;
  after: number;
  /** More than chance, largest part first. */
  ranked: Contribution[];
  /** What the rest adds up to: too few requests, or within chance. */
  rest: { names: number; contribution: number };
};

/** Time of a dependency's calls per request, milliseconds. */
export type DependencyChange = {
  name: string;
  beforeMs: number;
  afterMs: number;
  beforeCalls: number;
  afterCalls: number;
};

export type Comparison =
  | { enough: false; reason: string; beforeRequests: number; afterRequests: number }
  | {
      enough: true;
      beforeRequests: number;
      afterRequests: number;
      /** Mean duration of a request, milliseconds. */
      latency: Change;
      /** Share of 5xx, 0 to 1. */
      errors: Change;
      dependencies: DependencyChange[];
    };
export type CompareReport = { windows: WindowPair; generatedAtMs: number; comparison: Measured<Comparison> };
