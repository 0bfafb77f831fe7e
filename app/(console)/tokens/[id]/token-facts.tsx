import Link from "next/link";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import { formatDuration } from "@/lib/format/quantity";
import { tokenHref } from "@/lib/links/routes";
import type { NewAddress } from "@/lib/tokens/new-addresses";
import type { TokenLine } from "@/lib/tokens/token-line";
import { expiryText, scopeWords } from "@/lib/tokens/words";
import { LastUse } from "../_list/use-cells";

type Props = { token: TokenLine; newAddresses: readonly NewAddress[]; nowMs: number };

/** What a token is: everything but its secret. */
export function TokenFacts({ token, newAddresses, nowMs }: Props) {
  const expiry = expiryText(token.expiresAtMs, nowMs);
  const other = (publicId: string) => (
    <Link href={tokenHref(publicId)} prefetch={false} className="text-accent hover:underline">
      {publicId}
    </Link>
  );
  const facts: [string, ReactNode][] = [
    ["Token", <code key="t">{token.masked}</code>],
    ["May write", token.scopes.map((scope) => scopeWords[scope]).join(", ")],
    ["From", token.cidrs.length > 0 ? token.cidrs.join(", ") : "anywhere"],
    ["Expires", expiry.health ? <StateBadge key="e" health={expiry.health} word={expiry.text} bare /> : expiry.text],
    ["Last used", <LastUse key="u" use={token.use} nowMs={nowMs} />],
    [
      "Created",
      <span key="c">
        <SampleAge atMs={token.createdAtMs} renderedAtMs={nowMs} /> by {token.createdBy}
      </span>,
    ],
  ];
  if (newAddresses.length > 0)
    facts.push([
      newAddresses.length === 1 ? "New address" : "New addresses",
      <ul key="n" className="text-warn">
        {newAddresses.map(({ scope, address, atMs }) => (
          <li key={`${scope} ${address}`}>
            {address} ({scopeWords[scope]}), first <SampleAge atMs={atMs} renderedAtMs={nowMs} />
          </li>
        ))}
      </ul>,
    ]);
  if (token.format === "legacy")
    facts.push([
      "Kind",
      <span key="k" className="text-warn">
        adopted: no checksum, rotate it
      </span>,
    ]);
  if (token.note) facts.push(["Note", token.note]);
  if (token.replaces) facts.push(["Replaces", other(token.replaces)]);
  if (token.replacedBy) facts.push(["Replaced by", other(token.replacedBy)]);
  if (token.revokedReason) facts.push(["Revoked", token.revokedReason]);
  if (token.refusedAfterMs !== null) facts.push(["Gate refused after", formatDuration(token.refusedAfterMs)]);
  return (
    <Panel id="facts" title="This token">
      <dl className="pb-2">
        {facts.map(([term, value]) => (
          <div key={term} className="flex gap-3 border-line border-t px-3 py-1.5">
            <dt className="w-28 shrink-0 text-ink-3">{term}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
