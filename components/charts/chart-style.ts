import type { LineRole, SeriesMetric } from "@/lib/charts/types";

export type LineStyle = { color: string; dash?: string; width: number };
const plain: LineStyle = { color: "var(--chart-2)", width: 1.5 };

/** Colour and dash of each line; lines differ in dash or weight too, so that colour is never needed. */
const styles: Record<LineRole, LineStyle> = {
  main: { color: "var(--chart-1)", width: 1.75 },
  lower: { color: "var(--chart-2)", width: 1.5, dash: "2 3" },
  upper: { color: "var(--chart-5)", width: 1.5, dash: "8 3 2 3" },
  notice: { color: "var(--chart-3)", width: 1.5, dash: "6 3" },
  failed: { color: "var(--chart-4)", width: 2.25 },
  "other-failed": { color: "var(--chart-3)", width: 1.75, dash: "2 3" },
  beside: { color: "var(--chart-2)", width: 1.25 },
  behind: { color: "var(--chart-2)", width: 1.25, dash: "1 4" },
};

/** Lines that are alike, such as pods: each place looks different from the others near it. */
const byPlace: LineStyle[] = [
  plain,
  { color: "var(--chart-1)", width: 1.75, dash: "6 3" },
  { color: "var(--chart-3)", width: 1.75, dash: "2 3" },
  { color: "var(--chart-5)", width: 1.75 },
  { color: "var(--chart-1)", width: 1.5, dash: "1 4" },
  { color: "var(--chart-3)", width: 1.25, dash: "8 3 2 3" },
];

/** The look of a line by its role, else by its place among the lines of its chart. */
export function styleOf(role: LineRole | undefined, place: number): LineStyle {
  return (role ? styles[role] : byPlace[place % byPlace.length]) ?? plain;
}

export const chartTitles: Record<SeriesMetric, { title: string; unit: string }> = {
  rate: { title: "Requests by status", unit: "per second" },
  errors: { title: "Error ratio", unit: "5xx of all requests" },
  latency: { title: "Latency", unit: "p50, p95, p99" },
};
