"use client";
import { useQuery } from "@tanstack/react-query";
import { getOwnJson } from "@/components/client/get-own-json";
import { SampleAge } from "@/components/ui/sample-age";
import { tokenApiPath } from "@/lib/links/api-paths";
import type { Consequence } from "@/lib/tokens/load-consequence";

/** What ending this token does, from live figures: who used it, what waits, what is dropped. */
export function ConsequenceText({ publicId }: { publicId: string }) {
  const { data, error } = useQuery<Consequence>({
    queryKey: ["token-consequence", publicId],
    queryFn: ({ signal }) => getOwnJson<Consequence>(`${tokenApiPath(publicId)}/consequence`, signal),
    gcTime: 0,
  });
  if (error) return <p className="text-warn">{error.message} Who uses it is not known at the moment.</p>;
  if (!data) return <p className="min-h-16 text-ink-3">Looking at who uses it.</p>;
  return (
    <div className="rounded-md bg-sunken p-3" data-testid="consequence">
      {data.sources.length > 0 ? (
        <>
          <p className="font-medium">Used in the last 24 h by</p>
          <ul className="mt-0.5">
            {data.sources.map((source) => (
              <li key={`${source.scope} ${source.address} ${source.agent}`} className="break-words text-ink-2">
                {source.agent || "no user agent"} from {source.address}, last{" "}
                <SampleAge atMs={source.lastAtMs} renderedAtMs={data.askedAtMs} />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{data.isComplete ? "Nobody used it in the last 24 h." : "Whether somebody uses it is not known."}</p>
      )}
      {data.isComplete ? null : (
        <p className="text-unknown">The gate's log does not reach the console, so there may be others.</p>
      )}
      {data.sendsMetrics ? <p className="mt-2">{queueText(data)}</p> : null}
      {data.sendsTraces ? <p className="mt-2">{tracesText(data)}</p> : null}
      {data.tellsDeploys ? (
        <p className="mt-2">Deploys: CI's step is refused; the pods' starts still show that something was deployed.</p>
      ) : null}
    </div>
  );
}

function queueText({ queueHours }: Consequence): string {
  const howLong = queueHours === null ? "for as long as its disk has room" : `for about ${hoursText(queueHours)}`;
  return `Metrics: vmagent keeps them in its queue ${howLong} and sends them once it has a new token.`;
}

const hoursText = (hours: number) =>
  hours >= 48 ? `${Math.round(hours / 24)} days` : hours >= 1.5 ? `${Math.round(hours)} hours` : "an hour or less";

function tracesText({ spansPerMinute }: Consequence): string {
  const howMany =
    spansPerMinute === null
      ? ""
      : `, about ${Math.max(1, Math.round(spansPerMinute)).toLocaleString("en-US")} spans a minute of this token's (by its bytes of the last hour)`;
  return `Traces: dropped by their senders at once${howMany}; they do not come back.`;
}
