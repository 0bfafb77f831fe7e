import "server-only";
import type { Measured } from "@/lib/measured";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { coalesce } from "@/lib/upstream/coalesce";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { firstScrape } from "@/lib/victoriametrics/promql/scrapes";
import { usualFacts } from "@/lib/victoriametrics/promql/usual";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { buildUsual } from "./build-usual";
import { chooseBasis, windowEnds } from "./choose-basis";
import type { Usual, UsualBasis } from "./types";

const weekSeconds = 7 * 24 * 3600;
/** Figures of days or hours do not change within minutes, and asking for a week is not cheap. */
const renewMs = 15 * 60_000;
/** How long the API has been measured is looked up once a minute at most. */
const firstLastsMs = 60_000;

type Answer = { value: Usual; sampledAtMs: number };
/** The newest answer; none before the first look after a start. */
const kept = () => processState("usual.kept", (): { newest: Answer | null } => ({ newest: null }));

/**
 * The usual figures, each over the same window as far as there is history. Empty while the API has been measured for
 * less than four verdict windows. Everybody shares one answer, renewed every quarter of an hour, or every verdict
 * window while that is shorter. Until the new one has come the one before serves: only the first look after a start
 * waits for days of history.
 */
export function loadUsual(nowMs = Date.now()): Promise<Measured<Usual>> {
  const windowSeconds = env().OBS_VERDICT_WINDOW_SECONDS;
  return measure(async () => {
    const first = await queryInstant(firstScrape([weekSeconds]), { lastsMs: firstLastsMs });
    const since = first.find(({ labels }) => labels.window === String(weekSeconds))?.value;
    const basis = since === undefined ? null : chooseBasis(nowMs / 1000 - since, windowSeconds);
    if (basis === null) return null;
    const slotMs = Math.min(renewMs, basis.windowSeconds * 1000);
    const atMs = slotStartMs(nowMs, slotMs);
    const key = `usual ${basis.kind} ${basis.windows} ${atMs}`;
    const renewed = coalesce(key, () => ask(basis, atMs), { lastsMs: () => slotMs });
    const before = kept().newest;
    if (before?.sampledAtMs !== atMs - slotMs) return renewed;
    // Whether it comes is seen by the next look; until then it is nobody's.
    renewed.catch(() => undefined);
    return before;
  });
}

async function ask(basis: UsualBasis, atMs: number): Promise<Answer> {
  const promql = usualFacts(basis.windowSeconds);
  const answers = [];
  // One after the other: many heavy queries at once would take VictoriaMetrics' memory away from everybody else's.
  for (const endMs of windowEnds(basis, atMs)) answers.push(await queryInstant(promql, { atMs: endMs }));
  const answer = { value: buildUsual(basis, answers), sampledAtMs: atMs };
  kept().newest = answer;
  return answer;
}
