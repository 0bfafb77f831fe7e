import { formatPercent } from "@/lib/format/quantity";
import { type DurationRank, rankDuration } from "@/lib/traces/rank-duration";
import type { TraceView } from "@/lib/traces/view";

/** Where this duration stands among the requests of its route, in a sentence. */
export async function RankNote({ view }: { view: TraceView }) {
  if (!view.isRequest || view.startedAtMs === null) return null;
  const asked = { route: view.route, durationMs: view.durationUs / 1000, startedAtMs: view.startedAtMs };
  const rank = await rankDuration(asked);
  if (rank.state === "error") return <span data-rank="unknown">Its rank is unknown: {rank.failure.message}</span>;
  if (rank.state !== "ready")
    return <span data-rank="unknown">No request of this route was counted in that hour, so it has no rank.</span>;
  return (
    <span data-rank="known" title={rankTitle(rank.value)}>
      {rankText(rank.value)}
    </span>
  );
}

function rankText({ requests, shareFaster, isLastHour }: DurationRank): string {
  const count = Math.round(requests).toLocaleString("en-US");
  if (shareFaster === null) {
    return `Too few for a rank: ${count} requests of this route in ${isLastHour ? "the last hour" : "the hour around it"}.`;
  }
  const of = isLastHour ? `the last hour's ${count}` : `the ${count} in the hour around it`;
  const { about } = shareFaster;
  return about >= 0.5
    ? `Slower than ${formatPercent(about)} of ${of}.`
    : `Faster than ${formatPercent(1 - about)} of ${of}.`;
}

/** A histogram counts at its bounds; what lies between them is a straight line's guess. */
function rankTitle({ shareFaster }: DurationRank): string | undefined {
  if (shareFaster === null) return undefined;
  const { least, most } = shareFaster;
  return `By the buckets of the route's histogram, between ${formatPercent(least)} and ${formatPercent(most)} were faster`;
}
