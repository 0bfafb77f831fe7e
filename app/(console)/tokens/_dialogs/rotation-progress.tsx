"use client";
import { useView } from "@/components/shell/view-store";
import { StateBadge, StateIcon } from "@/components/ui/state-badge";
import { formatAge } from "@/lib/format/quantity";
import { formatDayTime } from "@/lib/format/time";
import { useTokenDetail } from "./use-token-detail";

/**
 * How close a replaced token is to its end: for each source, whether it uses the new one and how long the old one has
 * been silent.
 */
export function RotationProgress({ publicId }: { publicId: string }) {
  const { utc } = useView();
  const { data, error } = useTokenDetail(publicId);
  if (error) return <p className="text-bad">{error.message}</p>;
  if (!data) return <p className="text-ink-2">Reading how far the old one is.</p>;
  const { token, rotation } = data;
  if (!rotation) {
    return (
      <p role="status">
        The old one is <StateBadge health="unknown" word={token.state} bare />. {token.revokedReason}
      </p>
    );
  }
  return (
    <div role="status" data-testid="rotation-progress">
      <h3 className="font-medium">The old token still works</h3>
      <p className="text-[0.8125rem] text-ink-2">
        It ends once every source uses the new one and the old one has been silent for long enough, at the latest on{" "}
        {formatDayTime(rotation.endsAtMs, { utc })}.
      </p>
      <ul className="mt-1">
        {rotation.sources.map((source) => (
          <li key={source.label} className="flex items-start gap-2 py-0.5">
            <StateIcon health={source.isDone ? "ok" : source.hasNew ? "warn" : "unknown"} />
            <span className="min-w-0 break-words">
              {source.label}: {source.hasNew ? "uses the new one" : "has not used the new one yet"}; old one silent for{" "}
              {formatAge(source.silentMs)} of {formatAge(source.neededMs)}
            </span>
          </li>
        ))}
      </ul>
      {rotation.sources.length === 0 ? (
        <p className="text-[0.8125rem] text-ink-2">
          Nobody used the old one in the last 24 h, as far as the gate's log shows. It ends 10 min after the first use
          of the new one.
        </p>
      ) : null}
    </div>
  );
}
