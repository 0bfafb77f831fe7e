import { noRoute } from "@/lib/victoriametrics/promql/route-labels";

/** "POST /api/documents/": the name of a series' row in the table. */
export function routeNameOfLabels(labels: Record<string, string>): string {
  return `${labels.method ?? "?"} ${labels.route ? labels.route : noRoute}`;
}
