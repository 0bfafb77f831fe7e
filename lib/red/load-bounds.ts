import "server-only";
import { createHash } from "node:crypto";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { targetBirths } from "@/lib/victoriametrics/promql/growth";
import { routeBounds } from "@/lib/victoriametrics/promql/latency";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { type Bounds, readBounds } from "./bounds";
import { routeNameOfLabels } from "./route-name";

/** A process never changes its bounds; this is for changes without a new process, such as imported history. */
const lastsMs = 60_000;

/**
 * The bucket bounds of every route. They change with a process or a new route, so they are asked for when one of these
 * appears (`counted`: the answer to `requestCounts()`), else once a minute. Throws `UpstreamError`.
 */
export async function loadBounds(
  counted: readonly { labels: Record<string, string> }[],
  ask: { fresh?: boolean; atMs?: number } = {},
): Promise<Bounds> {
  const births = await queryInstant(targetBirths(env().OBS_VERDICT_WINDOW_SECONDS), ask);
  const starts = births.filter(({ labels }) => labels.fact === "start").map(({ value }) => value);
  const routes = new Set(counted.map(({ labels }) => routeNameOfLabels(labels)));
  const hash = createHash("sha256").update(JSON.stringify([starts.toSorted(), [...routes].toSorted()]));
  const key = `red bounds ${ask.atMs ?? "now"} ${hash.digest("hex")}`;
  return coalesce(key, async () => readBounds(await queryInstant(routeBounds(), { ...ask, fresh: true })), {
    lastsMs: ({ byRoute }) => (byRoute.size === 0 ? 0 : lastsMs),
  });
}
