"use client";
import { Moment } from "@/components/ui/moment";
import { formatPercent } from "@/lib/format/quantity";
import type { ThresholdPreview } from "@/lib/triggers/preview-thresholds";

const minutesOf30Days = 30 * 24 * 60;

/** When the memory trigger would have fired with the values in the form. */
export function PreviewView({ preview }: { preview: ThresholdPreview }) {
  const { episodes, sampledMinutes } = preview;
  const share = formatPercent(Math.min(1, sampledMinutes / minutesOf30Days));
  return (
    <div role="status" className="border-line border-t px-4 py-3" data-testid="thresholds-preview">
      <p className="font-medium">
        {episodes.length === 0
          ? "With these values the memory trigger would not have fired in the last 30 days."
          : `With these values the memory trigger would have fired ${episodes.length === 1 ? "once" : `${episodes.length} times`} in the last 30 days:`}
      </p>
      {episodes.length > 0 ? (
        <ul className="tabular mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-ink-2">
          {episodes.map(({ startMs, endMs }) => (
            <li key={startMs}>
              <Moment atMs={startMs} /> {endMs === null ? "until now" : "to "}
              {endMs === null ? null : <Moment atMs={endMs} />}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-1 text-ink-3 text-xs">
        {share} of the 30 days was sampled; a minute without a sample cannot have fired.
      </p>
    </div>
  );
}
