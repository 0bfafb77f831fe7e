import type { UsageSummary } from "@/lib/gate/usage-types";
import type { TokenView } from "./token-view";
import { tellsDeploys } from "./types";

/**
 * What is known of a token's use in the last 24 h. "unknown": the gate's log does not reach the console, so a missing
 * use says nothing; the last use is then the last that was seen.
 */
export type TokenUse =
  | { state: "used" | "quiet"; summary: UsageSummary; refusals: number }
  | { state: "never"; refusals: number }
  | { state: "unknown"; summary: UsageSummary | null; refusals: number; detail: string };

/** A token as a line of the list. */
export type TokenLine = TokenView & {
  use: TokenUse;
  /** Public id of the successor, during and after a rotation. */
  replacedBy: string | null;
};

type Evidence = {
  scopes: readonly string[];
  summary: UsageSummary | undefined;
  refusals: number;
  feed: { state: "proven" } | { state: "unknown"; detail: string };
};

/**
 * "Never used" needs a proven log that would have shown a use; without one it is "unknown". Deploys come to the console
 * itself, which counts them without the gate's log.
 */
export function judgeUse({ scopes, summary, refusals, feed }: Evidence): TokenUse {
  if (feed.state === "unknown" && !tellsDeploys(scopes)) {
    return { state: "unknown", summary: summary ?? null, refusals, detail: feed.detail };
  }
  if (!summary?.lastUse) return { state: "never", refusals };
  return { state: summary.requests > 0 ? "used" : "quiet", summary, refusals };
}
