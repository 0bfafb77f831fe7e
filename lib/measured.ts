/** The programs a figure can come from. */
export type Source =
  | "victoriametrics"
  | "jaeger"
  | "grafana"
  | "gate"
  | "api"
  | "database"
  | "docker"
  | "receiver"
  | "console";

export type UpstreamErrorKind = "timeout" | "unreachable" | "bad-status" | "bad-body";

/** A failed request to an upstream, in a form that may go to the browser: no stack, no URL, no secret. */
export type UpstreamFailure = {
  source: Source;
  kind: UpstreamErrorKind;
  /** One plain sentence: what was asked and what came back instead. */
  message: string;
  httpStatus?: number;
  retryAfterSeconds?: number;
  /** The upstream is healthy but refused the query: it would take more memory than one query may. */
  tooHeavy?: true;
  /** The response is longer than the console reads; a narrower query gets a shorter one. */
  tooLarge?: true;
};

/**
 * A figure together with what is known about it. No data is not zero: "asked and found no samples" (`empty`),
 * "could not ask" (`error`) and "not asked yet" (`loading`) are states of their own. Times are unix milliseconds.
 */
export type Measured<T> =
  | { state: "loading" }
  | { state: "empty"; askedAtMs: number }
  | { state: "error"; failure: UpstreamFailure; askedAtMs: number }
  | { state: "ready"; value: T; sampledAtMs: number };

/** The four states a tile, lane or verdict can show. Unknown is never green. */
export type Health = "ok" | "warn" | "bad" | "unknown";

const severity: Record<Health, number> = { ok: 0, unknown: 1, warn: 2, bad: 3 };

/** The state that needs attention first; `unknown` outranks `ok`. An empty list is `unknown`. */
export function worstHealth(states: readonly Health[]): Health {
  if (states.length === 0) return "unknown";
  return states.reduce((worst, state) => (severity[state] > severity[worst] ? state : worst));
}

/** Transforms the value of a ready measurement and passes every other state through. */
export function mapMeasured<T, U>(measured: Measured<T>, transform: (value: T) => U): Measured<U> {
  return measured.state === "ready" ? { ...measured, value: transform(measured.value) } : measured;
}

/** The value when it is ready, else `undefined`: for callers that treat all other states alike. */
export function readyValue<T>(measured: Measured<T>): T | undefined {
  return measured.state === "ready" ? measured.value : undefined;
}
