import { median } from "simple-statistics";
import type { Outcome } from "./judge-live";

type Context = {
  scrapeIntervalSeconds: number;
  verdictWindowSeconds: number;
  healthSeconds: number;
  /** How many there are in all. */
  faults: number;
  /** What was named in each stretch of health. */
  alarms: readonly (readonly string[])[];
};

const medianOf = (values: readonly number[]) => (values.length > 0 ? median([...values]) : undefined);

/** The score as a part of BENCHMARKS.md. */
export function truthReport(outcomes: readonly Outcome[], context: Context): string {
  const { scrapeIntervalSeconds, verdictWindowSeconds, healthSeconds, faults, alarms } = context;
  const right = outcomes.filter(({ result }) => result === "right");
  const count = (result: Outcome["result"]) => outcomes.filter((outcome) => outcome.result === result).length;
  const median = medianOf(right.flatMap(({ seconds }) => seconds ?? []));
  const recovered = medianOf(right.flatMap(({ recoveredSeconds }) => recoveredSeconds ?? []));
  const loads = outcomes.flatMap(({ load }) => load ?? []);
  const calm = alarms.filter((named) => named.length === 0).length;
  const rows = outcomes.map(
    ({ name, result, seconds, named, before, recoveredSeconds }) =>
      `| ${name} | ${result} | ${seconds === null ? "-" : seconds.toFixed(1)} | ${named.join(", ")} | ${before === null ? "not kept" : before.join(", ")} | ${recoveredSeconds === null ? "not" : recoveredSeconds.toFixed(0)} |`,
  );
  return `## Truth: faults put into the real programs (\`npm run bench -- truth\`)

Scraped every ${scrapeIntervalSeconds} s, judged over ${verdictWindowSeconds} s, 30 requests/s. **${right.length} of ${outcomes.length} named right**${outcomes.length < faults ? ` (of ${faults} faults so many were tried)` : ""}, ${count("false green")} false green, ${count("silent")} silent, ${count("misleading")} misleading, ${count("false alarm")} false alarms. Named after ${median?.toFixed(1) ?? "-"} s (median; two scrapes are ${2 * scrapeIntervalSeconds} s), UP again ${recovered?.toFixed(0) ?? "-"} s after it was mended (median). Nothing was named in ${calm} of ${alarms.length} stretches of ${healthSeconds} s in which nothing was wrong${calm === alarms.length ? "" : `, else ${[...new Set(alarms.flat())].join(", ")}`}.${loads.length > 0 ? ` Load average of the machine: ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}.` : ""}

| fault | result | named after s | named | named before that | UP again after s |
|---|---|---|---|---|---|
${rows.join("\n")}
`;
}
