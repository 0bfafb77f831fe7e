import "server-only";
import { loadLanes } from "@/lib/dependencies/load-lanes";
import { type Measured, readyValue } from "@/lib/measured";
import { loadOutliers } from "@/lib/pods/load-outliers";
import { shortSecondsOf } from "@/lib/ranges/ranges";
import { loadTargets } from "@/lib/red/load-targets";
import { loadWindow } from "@/lib/red/load-window";
import type { RouteRed, WindowFigures } from "@/lib/red/types";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { allKnown } from "@/lib/victoriametrics/promql/growth";
import { intervalMsOf } from "./measured-interval";
import type { Facts, ScrapeFacts } from "./types";

type Counting = {
  fresh: boolean | undefined;
  thresholds: Facts["thresholds"];
  /** Rows of a longer range, whose comparison says what each route's p95 was earlier. */
  table?: Promise<readonly RouteRed[]>;
};

/** What is counted over the windows, once it is known which targets can be counted from where. */
export async function loadCounted(scrapes: Measured<ScrapeFacts>, { fresh, thresholds, table }: Counting) {
  const { OBS_SCRAPE_INTERVAL_SECONDS: setSeconds, OBS_VERDICT_WINDOW_SECONDS: windowSeconds } = env();
  const intervalSeconds = intervalMsOf(scrapes, setSeconds * 1000) / 1000;
  const shortSeconds = shortSecondsOf(windowSeconds, intervalSeconds);
  const api = scrapes.state === "ready" ? scrapes.value.api : [];
  const instances = api.filter(({ isSeveral }) => isSeveral).map(({ instance }) => instance);
  const targetsOf = async (seconds: number) => {
    const startMs = Date.now() - seconds * 1000;
    const resumed = api.filter(({ gap }) => gap !== null && gap.fromMs < startMs && gap.toMs > startMs);
    const found = await measure(async () => ({
      value: await loadTargets(seconds, {
        intervalSeconds,
        excluded: instances,
        resumed: resumed.map(({ instance }) => instance),
        fresh,
      }),
      sampledAtMs: Date.now(),
    }));
    return readyValue(found) ?? allKnown;
  };
  const [long, short] = await Promise.all([targetsOf(windowSeconds), targetsOf(shortSeconds)]);
  const targets = { long, short };
  const [requests, lanes, pods] = await Promise.all([
    measure(async (): Promise<{ value: WindowFigures; sampledAtMs: number } | null> => {
      const windows = { windowSeconds, shortSeconds, intervalSeconds };
      const read = await loadWindow(windows, thresholds, targets, { fresh });
      const value = read((await table) ?? []);
      return value && { value, sampledAtMs: Date.now() };
    }),
    loadLanes(thresholds.lanes, { fresh, intervalSeconds, targets }),
    loadOutliers(thresholds, { fresh, targets: long }),
  ]);
  return { requests, lanes, pods };
}
