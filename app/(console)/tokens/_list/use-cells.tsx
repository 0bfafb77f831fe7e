import { SampleAge } from "@/components/ui/sample-age";
import { Sparkline } from "@/components/ui/sparkline";
import { formatBytes } from "@/lib/format/bytes";
import type { TokenUse } from "@/lib/tokens/token-line";

/**
 * When, from where and by which program a token was last used; "never used" only where the gate's log would have shown
 * it.
 */
export function LastUse({ use, nowMs }: { use: TokenUse; nowMs: number }) {
  if (use.state === "never") return <span className="text-ink-3">never used</span>;
  const last = use.summary?.lastUse ?? null;
  const isUnknown = use.state === "unknown";
  if (!last) {
    return (
      <span className="text-unknown" title={isUnknown ? use.detail : undefined}>
        unknown
      </span>
    );
  }
  return (
    <span className="block min-w-0">
      <SampleAge atMs={last.atMs} renderedAtMs={nowMs} className="whitespace-nowrap" />
      {isUnknown ? (
        <span className="text-unknown" title={use.detail}>
          {" "}
          or later
        </span>
      ) : null}
      <span className="block break-all text-2xs text-ink-3">
        {last.address} {last.agent || "(no user agent)"}
      </span>
    </span>
  );
}

/** Requests, bytes and refusals of the last 24 h. Without a proven feed no zero is claimed. */
export function DayFigures({ use }: { use: TokenUse }) {
  const summary = use.state === "never" ? null : use.summary;
  const refused = use.refusals > 0 ? `${use.refusals.toLocaleString("en-US")} refused` : null;
  if (!summary) {
    const text = use.state === "never" ? "no requests" : "unknown";
    return (
      <span className={use.state === "never" ? "text-ink-3" : "text-unknown"}>
        {text}
        {refused ? <span className="block text-2xs text-bad">{refused}</span> : null}
      </span>
    );
  }
  return (
    <span className="flex items-center justify-end gap-2 max-md:justify-start">
      <Sparkline points={summary.perHour} className="h-5 w-20 text-ink-3" />
      <span className="tabular whitespace-nowrap">
        {summary.requests.toLocaleString("en-US")} <span className="text-ink-3">req</span>
        <span className="block text-2xs text-ink-3">
          {formatBytes(summary.bytes)}
          {summary.failed > 0 ? (
            <span className="text-warn">, {summary.failed.toLocaleString("en-US")} failed</span>
          ) : null}
          {refused ? <span className="text-bad">, {refused}</span> : null}
        </span>
      </span>
    </span>
  );
}
