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
  return <span data-rank="known">{rankText(rank.value)}</span>;
}

function rankText({ requests, shareFaster, isLastHour }: DurationRank): string {
  const hour = isLastHour ? "the last hour" : "the hour around it";
  const count = Math.round(requests).toLocaleString("en-US");
  if (shareFaster === null) return `Only ${count} requests of this route in ${hour}: too few for a rank.`;
  const { least, most } = shareFaster;
  const of = `of the ${count} requests of this route in ${hour}`;
  if (least > 0.995) return `Among the slowest: ${formatPercent(least)} ${of} were faster.`;
  if (least < 0.005 && most > 0.005) return `Among the fastest: at most ${formatPercent(most)} ${of} were faster.`;
  if (most - least < 0.005) return `${formatPercent(least)} ${of} were faster.`;
  return `Between ${formatPercent(least)} and ${formatPercent(most)} ${of} were faster.`;
}
