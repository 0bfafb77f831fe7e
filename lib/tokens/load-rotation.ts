import "server-only";
import type { Token } from "@/lib/db/generated/client";
import { loadProvenMinutes } from "@/lib/gate/feed-state";
import { loadTokenSources } from "@/lib/gate/load-usage";
import type { TokenSourceUsage } from "@/lib/gate/usage-types";
import { judgeRotation, type RotationVerdict, type SourceUse } from "./judge-rotation";

const dayMs = 24 * 3_600_000;

const keyOf = ({ scope, address, agent }: TokenSourceUsage) => JSON.stringify([scope, address, agent]);

function useOf(source: TokenSourceUsage): SourceUse {
  const { scope, address, agent, lastAtMs, longestGapMs } = source;
  const label = `${agent || "no user agent"} from ${address} (${scope.split(":")[0]})`;
  return { key: keyOf(source), label, lastAtMs, longestGapMs };
}

export type Rotation = RotationVerdict & {
  startedAtMs: number;
  endsAtMs: number;
  /** Sources of the new token, seen so far. */
  seenFrom: string[];
};

/**
 * How far the rotation of `old` to `successorId` has come, by the gate's log (without the console's own requests).
 * Sources count from 24 h before the start, so that one that stops for good during a long rotation still has to show
 * up.
 */
export async function loadRotation(old: Token, successorId: string, nowMs: number): Promise<Rotation> {
  const startedAtMs = old.replacedAt?.getTime() ?? nowMs;
  const endsAtMs = old.rotationEndsAt?.getTime() ?? nowMs;
  const [oldSources, newSources, provenMinutesMs] = await Promise.all([
    loadTokenSources({ publicId: old.publicId, fromMs: startedAtMs - dayMs, toMs: nowMs }),
    loadTokenSources({ publicId: successorId, fromMs: startedAtMs, toMs: nowMs }),
    loadProvenMinutes({ fromMs: startedAtMs, toMs: nowMs }),
  ]);
  const verdict = judgeRotation({
    startedAtMs,
    endsAtMs,
    nowMs,
    oldSources: oldSources.map(useOf),
    newKeys: new Set(newSources.map(keyOf)),
    provenMinutesMs,
  });
  return { ...verdict, startedAtMs, endsAtMs, seenFrom: newSources.map((source) => useOf(source).label) };
}
