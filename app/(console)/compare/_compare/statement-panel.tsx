import { Panel } from "@/components/ui/panel";
import type { StatementRanking, StatementSide, TraceSide } from "@/lib/compare/trace-types";
import { Delta } from "./delta";
import { ExampleTrace } from "./example-trace";
import { perRequest, signedDuration } from "./signed";

type Props = { ranking: StatementRanking; before: TraceSide; after: TraceSide };

/** SQL statements by what they add to the change of the mean duration; values are replaced. */
export function StatementPanel({ ranking, before, after }: Props) {
  const { ranked, rest, elsewhereMs } = ranking;
  return (
    <Panel
      id="statements"
      title="SQL statements, own time per request"
      aside={<span className="text-ink-3 text-xs">values replaced by ?</span>}
    >
      {ranked.length === 0 ? (
        <p className="px-3 pb-2 text-ink-2">
          {rest.names === 0
            ? "No SQL span in these traces: otelgorm (step 4) is not deployed, or nothing was queried."
            : "No statement changed by more than chance would bring."}
        </p>
      ) : (
        <ol>
          {ranked.map((row) => (
            <li key={row.statement} data-row={row.statement} className="border-line border-t px-3 py-1.5">
              <p className="flex items-baseline justify-between gap-x-3">
                <code className="line-clamp-3 min-w-0 text-xs [overflow-wrap:anywhere]" title={row.statement}>
                  {row.statement}
                </code>
                <Delta value={row.contributionMs} text={signedDuration(row.contributionMs)} />
              </p>
              <p className="tabular text-ink-3 text-xs">
                {perRequest(row.before.perRequestMs)}, then {perRequest(row.after.perRequestMs)} ·{" "}
                {runsText(row.before, before)}, then {runsText(row.after, after)} ·{" "}
                <ExampleTrace traceId={row.traceId} what={row.statement} />
              </p>
            </li>
          ))}
        </ol>
      )}
      <p className="border-line border-t px-3 py-1.5 text-2xs text-ink-3">
        {rest.names} {rest.names === 1 ? "statement" : "statements"} too rare or within chance:{" "}
        {signedDuration(rest.contributionMs)} together. Outside of statements: {signedDuration(elsewhereMs)}. All parts
        add up to the change of the mean of what was read.
      </p>
    </Panel>
  );
}

function runsText({ calls, requests, failed }: StatementSide, { requests: all }: TraceSide): string {
  const text = `${calls} ${calls === 1 ? "run" : "runs"} in ${requests} of ${all} requests`;
  return failed > 0 ? `${text}, ${failed} failed` : text;
}
