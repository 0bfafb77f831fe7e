import type { Outcome } from "./judge-live";

type Context = { scrapeIntervalSeconds: number; verdictWindowSeconds: number; falseAlarms: number };

const medianOf = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The score as a part of BENCHMARKS.md. */
export function truthReport(
  outcomes: readonly Outcome[],
  { scrapeIntervalSeconds, verdictWindowSeconds, falseAlarms }: Context,
): string {
  const right = outcomes.filter(({ result }) => result === "right");
  const count = (result: Outcome["result"]) => outcomes.filter((outcome) => outcome.result === result).length;
  const median = medianOf(right.flatMap(({ seconds }) => seconds ?? []));
  const rows = outcomes.map(
    ({ name, result, seconds, named, recoveredSeconds }) =>
      `| ${name} | ${result} | ${seconds === null ? "-" : seconds.toFixed(1)} | ${named.join(", ")} | ${recoveredSeconds === null ? "not" : recoveredSeconds.toFixed(0)} |`,
  );
  return `## Truth: faults put into the real programs (\`npm run bench -- truth\`)

Scraped every ${scrapeIntervalSeconds} s, judged over ${verdictWindowSeconds} s, 30 requests/s. **${right.length} of ${outcomes.length} named right**, ${count("false green")} false green, ${count("silent")} silent, ${count("misleading")} misleading, ${count("false alarm")} false alarms, ${falseAlarms} findings while nothing was wrong; named after ${median?.toFixed(1) ?? "-"} s (median).

| fault | result | named after s | named | well again after s |
|---|---|---|---|---|
${rows.join("\n")}
`;
}
