import { Moment } from "@/components/ui/moment";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import type { Health } from "@/lib/measured";
import type { ChannelView } from "@/lib/notify/list-channels";
import { ChannelButtons } from "./channel-buttons";
import { kindTitles, severityTexts } from "./channel-draft";

function stateOf({ enabled, fault, sending, lastFailure, lastDeliveredAtMs }: ChannelView): {
  health: Health;
  word: string;
} {
  if (fault) return { health: "bad", word: "unusable" };
  if (!enabled) return { health: "unknown", word: "off" };
  if (lastFailure) return { health: "bad", word: "failing" };
  if (sending) return { health: "unknown", word: "sending" };
  return lastDeliveredAtMs === null ? { health: "unknown", word: "never used" } : { health: "ok", word: "delivered" };
}

/** One channel: where it leads, what it is told, and whether that arrives. */
export function ChannelItem({ channel, renderedAtMs }: { channel: ChannelView; renderedAtMs: number }) {
  const { name, kind, target, minSeverity, fault, lastFailure, lastDeliveredAtMs, waiting } = channel;
  const { health, word } = stateOf(channel);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-3 py-2.5" data-channel={name}>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <StateBadge health={health} word={word} />
          <span className="font-medium">{name}</span>
          <span className="text-ink-3 text-xs">{kindTitles[kind]}</span>
        </p>
        <p className="mt-1 break-all text-ink-2 text-xs">{target}</p>
        <p className="mt-0.5 text-ink-3 text-xs">
          {severityTexts[minSeverity]}.{" "}
          {lastDeliveredAtMs === null ? (
            "Nothing delivered yet"
          ) : (
            <>
              Last delivered <SampleAge atMs={lastDeliveredAtMs} renderedAtMs={renderedAtMs} />
            </>
          )}
          {waiting > 0 ? `, ${waiting} waiting` : null}.
        </p>
        {fault ? <p className="mt-0.5 font-medium text-bad text-xs">{fault}</p> : null}
        {lastFailure ? (
          <p className="mt-0.5 font-medium text-bad text-xs">
            <Moment atMs={lastFailure.atMs} />: {lastFailure.note}
          </p>
        ) : null}
      </div>
      <ChannelButtons channel={channel} />
    </li>
  );
}
