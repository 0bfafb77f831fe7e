import type { UsageSeries } from "@/lib/tokens/load-usage-series";
import { scopeWords } from "@/lib/tokens/words";

const colors = ["var(--chart-1)", "var(--chart-3)", "var(--chart-5)", "var(--chart-4)", "var(--chart-2)"];
const dashes = [undefined, "6 3", "2 3"];

/** Lines differ in dash as well as in colour. */
export const usageStyles = (at: number) => ({
  color: colors[at % colors.length] ?? "var(--chart-1)",
  dash: dashes[at % dashes.length],
});

/** "metrics, 10.0.0.7 vmagent": who a line is. */
export const labelsOf = ({ lines }: UsageSeries) =>
  lines.map(({ scope, address, agent }) => `${scopeWords[scope]}, ${address} ${agent || "(no user agent)"}`);
