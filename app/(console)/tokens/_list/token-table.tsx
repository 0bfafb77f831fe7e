import Link from "next/link";
import { StateBadge } from "@/components/ui/state-badge";
import { tokenHref } from "@/lib/links/routes";
import type { TokenLine } from "@/lib/tokens/token-line";
import { expiryText, scopeWords, stateHealth } from "@/lib/tokens/words";
import { TokenActions } from "../_dialogs/token-actions";
import { DayFigures, LastUse } from "./use-cells";

type Props = { tokens: readonly TokenLine[]; nowMs: number };

type Head = { title: string; kind: "text" | "figures" | "actions" };
const heads: readonly Head[] = [
  { title: "Name", kind: "text" },
  { title: "State", kind: "text" },
  { title: "Scopes", kind: "text" },
  { title: "Expires", kind: "text" },
  { title: "Last used", kind: "text" },
  { title: "Last 24 h", kind: "figures" },
  { title: "Actions", kind: "actions" },
];

/** Who sends what, since when, until when; on a phone each token is a card. */
export function TokenTable({ tokens, nowMs }: Props) {
  return (
    <table className="w-full max-md:block">
      <thead className="text-left text-ink-3 text-xs max-md:sr-only">
        <tr>
          {heads.map(({ title, kind }) => (
            <th key={title} scope="col" className={`px-3 py-2 font-medium ${kind === "figures" ? "text-right" : ""}`}>
              {kind === "actions" ? <span className="sr-only">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {tokens.map((token) => (
          <TokenRow key={token.publicId} token={token} nowMs={nowMs} />
        ))}
      </tbody>
    </table>
  );
}

function TokenRow({ token, nowMs }: { token: TokenLine; nowMs: number }) {
  const expiry = expiryText(token.expiresAtMs, nowMs);
  const cell = "px-3 py-2 align-top max-md:block max-md:px-3 max-md:py-1";
  const isOver = token.state === "revoked" || token.state === "expired";
  return (
    <tr data-token={token.name} data-state={token.state} className="border-line border-t max-md:block max-md:py-2">
      <th scope="row" className={`${cell} text-left font-normal`}>
        <Link
          href={tokenHref(token.publicId)}
          prefetch={false}
          className={`break-words font-medium hover:underline ${isOver ? "text-ink-2" : "text-accent"}`}
        >
          {token.name}
          {token.isHoney ? <span className="ml-1.5 font-normal text-warn text-xs">trap</span> : null}
        </Link>
        <code className="block text-2xs text-ink-3">{token.masked}</code>
        {token.format === "legacy" ? <span className="block text-2xs text-warn">no checksum, rotate</span> : null}
      </th>
      <td className={cell}>
        <StateBadge health={stateHealth[token.state]} word={token.state} />
        {token.state === "rotating" ? <span className="mt-0.5 block text-2xs text-ink-3">successor works</span> : null}
        {token.replaces && token.state === "active" ? (
          <span className="mt-0.5 block text-2xs text-ink-3">replaces an older one</span>
        ) : null}
      </td>
      <td className={cell}>{token.scopes.map((scope) => scopeWords[scope]).join(", ")}</td>
      <td className={`${cell} whitespace-nowrap`}>
        <Label>expires </Label>
        {expiry.health ? <StateBadge health={expiry.health} word={expiry.text} bare /> : expiry.text}
      </td>
      <td className={`${cell} max-w-72`}>
        <Label>last used </Label>
        <LastUse use={token.use} nowMs={nowMs} />
      </td>
      <td className={`${cell} text-right max-md:text-left`}>
        <DayFigures use={token.use} />
      </td>
      <td className={`${cell} text-right max-md:text-left`}>
        <TokenActions publicId={token.publicId} name={token.name} state={token.state} scopes={token.scopes} />
      </td>
    </tr>
  );
}

/** The column's name, where there are no columns. */
function Label({ children }: { children: string }) {
  return <span className="text-2xs text-ink-3 md:hidden">{children}</span>;
}
