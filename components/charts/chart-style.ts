import type { SeriesMetric } from "@/lib/charts/types";

export type LineStyle = { color: string; dash?: string; width: number };
const plain: LineStyle = { color: "var(--chart-2)", width: 1.5 };

/** Colour and dash of each line; lines differ in dash or weight too, so that colour is never needed. */
const styles: Record<string, LineStyle> = {
  "2xx": { color: "var(--chart-1)", width: 1.75 },
  "3xx": { color: "var(--chart-2)", width: 1.5, dash: "2 3" },
  "4xx": { color: "var(--chart-3)", width: 1.5, dash: "6 3" },
  "5xx": { color: "var(--chart-4)", width: 2.25 },
  "5xx share": { color: "var(--chart-4)", width: 1.75 },
  average: { color: "var(--chart-1)", width: 1.75 },
  lowest: { color: "var(--chart-2)", width: 1.5, dash: "2 3" },
  success: { color: "var(--chart-1)", width: 1.75 },
  error: { color: "var(--chart-4)", width: 2.25 },
  "APNs success": { color: "var(--chart-1)", width: 1.75 },
  "APNs error": { color: "var(--chart-4)", width: 2.25 },
  "FCM success": { color: "var(--chart-5)", width: 1.5, dash: "6 3" },
  "FCM error": { color: "var(--chart-3)", width: 1.75, dash: "2 3" },
  APNs: { color: "var(--chart-1)", width: 1.75 },
  FCM: { color: "var(--chart-5)", width: 1.5, dash: "6 3" },
  queries: { color: "var(--chart-1)", width: 1.75 },
  processed: { color: "var(--chart-1)", width: 1.75 },
  failed: { color: "var(--chart-4)", width: 2.25 },
  critical: { color: "var(--chart-4)", width: 1.75 },
  default: { color: "var(--chart-1)", width: 1.75, dash: "6 3" },
  low: { color: "var(--chart-2)", width: 1.5, dash: "2 3" },
  p50: { color: "var(--chart-2)", width: 1.5, dash: "2 3" },
  p95: { color: "var(--chart-1)", width: 2 },
  VictoriaMetrics: { color: "var(--chart-1)", width: 2 },
  Jaeger: { color: "var(--chart-3)", width: 1.75, dash: "6 3" },
  Grafana: { color: "var(--chart-5)", width: 1.75, dash: "2 3" },
  Console: { color: "var(--chart-2)", width: 1.25 },
  nginx: { color: "var(--chart-2)", width: 1.25, dash: "1 4" },
  p99: { color: "var(--chart-5)", width: 1.5, dash: "6 3" },
};

/** Lines that have no name of their own here, such as pods: each place looks different from the others near it. */
const byPlace: LineStyle[] = [
  plain,
  { color: "var(--chart-1)", width: 1.75, dash: "6 3" },
  { color: "var(--chart-3)", width: 1.75, dash: "2 3" },
  { color: "var(--chart-5)", width: 1.75 },
  { color: "var(--chart-1)", width: 1.5, dash: "1 4" },
  { color: "var(--chart-3)", width: 1.25, dash: "8 3 2 3" },
];

/** The look of a line by its name, else by its place among the lines of its chart. */
export function styleOf(line: string, place = 0): LineStyle {
  return styles[line] ?? byPlace[place % byPlace.length] ?? plain;
}

export const chartTitles: Record<SeriesMetric, { title: string; unit: string }> = {
  rate: { title: "Requests by status", unit: "per second" },
  errors: { title: "Error ratio", unit: "5xx of all requests" },
  latency: { title: "Latency", unit: "p50, p95, p99" },
};
