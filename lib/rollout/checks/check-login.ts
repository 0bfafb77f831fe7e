import { httpStatusOf, rootSpan, routeNameOf } from "@/lib/jaeger/root";
import type { Found } from "../facts/trace-facts";
import { loginOperation } from "../operations";
import type { Outcome } from "../types";

/** Whether a sign-in at the API produces a trace: the plan's own proof of step 2. */
export function checkLogin({ traces, lookedBackMs }: Found, services: readonly string[]): Outcome {
  const trace = traces[0];
  const root = trace && rootSpan(trace);
  if (!trace || !root) {
    const because =
      services.length === 0
        ? "Jaeger has not received a trace from anybody."
        : `No trace of ${loginOperation} within ${Math.round(lookedBackMs / 3_600_000)} h.`;
    return { state: "not-yet", because, evidence: [] };
  }
  const status = httpStatusOf(root);
  const evidence = [
    {
      label: "Newest sign-in",
      value: `status ${status ?? "unknown"}, ${trace.spans.length} spans`,
      atMs: root.startUs / 1000,
    },
  ];
  const passing = { text: routeNameOf(root), traceId: trace.traceId };
  return { state: "met", because: "A sign-in at the API is a trace in Jaeger.", evidence, passing };
}
