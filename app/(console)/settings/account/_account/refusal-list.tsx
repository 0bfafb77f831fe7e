import { SampleAge } from "@/components/ui/sample-age";
import type { RefusalRow } from "@/lib/auth/load-refusals";
import { describeUserAgent } from "./describe-user-agent";

/** Sign-ins to this account that were refused: one's own slips, or somebody who tries. */
export function RefusalList({ refusals, renderedAtMs }: { refusals: RefusalRow[]; renderedAtMs: number }) {
  if (refusals.length === 0) return <p className="px-3 pb-3 text-ink-2">None is known.</p>;
  return (
    <ul className="divide-y divide-line border-line border-t">
      {refusals.map(({ seq, atMs, reason, address, userAgent, moreBefore }) => (
        <li key={seq} data-refusal={reason} className="px-3 py-2">
          <p className="font-medium">
            {reason}, <SampleAge atMs={atMs} renderedAtMs={renderedAtMs} />
          </p>
          <p className="truncate text-ink-3 text-xs" title={userAgent}>
            {address}, {describeUserAgent(userAgent)}
            {moreBefore > 0 ? `, and ${moreBefore} more before it` : ""}
          </p>
        </li>
      ))}
    </ul>
  );
}
