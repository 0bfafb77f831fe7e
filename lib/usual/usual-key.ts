import { routeNameOfLabels } from "@/lib/red/route-name";

type Ask =
  | { what: "rate" | "errors" | "p95" | "jobs-wait" }
  | { what: "route-p95"; route: string }
  | { what: "lane-p95"; service: string }
  | { what: "call-p50" | "call-p95"; service: "database" | "b2"; of: readonly (string | null)[] };

/** The key of a figure in `Usual.figures`. Calls are named by table and operation, or by bucket. */
export function usualKey(ask: Ask): string {
  if ("route" in ask) return `${ask.what} ${ask.route}`;
  if ("of" in ask) return [ask.what, ask.service, ...ask.of.map((part) => part ?? "")].join(" ");
  return "service" in ask ? `${ask.what} ${ask.service}` : ask.what;
}

/** The same key from the labels of an answer to `usualFacts()`; null for a series that is not one of its facts. */
export function keyOfLabels(labels: Record<string, string>): string | null {
  const { fact, service = "" } = labels;
  if (fact === "rate" || fact === "errors" || fact === "p95" || fact === "jobs-wait") return usualKey({ what: fact });
  if (fact === "route-p95") return usualKey({ what: fact, route: routeNameOfLabels(labels) });
  if (fact === "lane-p95") return usualKey({ what: fact, service });
  if (fact !== "call-p50" && fact !== "call-p95") return null;
  if (service === "b2") return usualKey({ what: fact, service, of: [labels.bucket ?? ""] });
  return usualKey({ what: fact, service: "database", of: [labels.table ?? "", labels.operation ?? ""] });
}
