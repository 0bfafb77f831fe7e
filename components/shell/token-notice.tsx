import { KeyRound } from "lucide-react";
import Link from "next/link";
import type { Actor } from "@/lib/actor/actor";
import { formatAge } from "@/lib/format/quantity";
import { tokenHref } from "@/lib/links/routes";
import { logger } from "@/lib/runtime/logger";
import { type ExpiryNotice, loadNotices } from "@/lib/tokens/notices";
import { type DismissAction, DismissNotice } from "./dismiss-notice";

/** Tokens that expire soon, on every page: 30, 14, 7 and 1 days ahead, each notice until somebody dismisses it. */
export async function TokenNotice({ actor, dismissAction }: { actor: Actor; dismissAction: DismissAction }) {
  const nowMs = Date.now();
  const notices = await noticesOrNone(actor, nowMs);
  if (notices.length === 0) return null;
  return (
    <aside aria-label="Tokens that expire soon" className="border-line border-b bg-warn-tint text-warn">
      <ul className="mx-auto max-w-[104rem] px-2 md:px-5">
        {notices.slice(0, 3).map(({ publicId, name, expiresAtMs }) => (
          <li key={publicId} className="flex min-h-9 items-center gap-2">
            <KeyRound aria-hidden className="size-4 shrink-0" />
            <span className="min-w-0 flex-1">
              The token{" "}
              <Link href={tokenHref(publicId)} prefetch={false} className="font-medium underline">
                {name}
              </Link>{" "}
              expires in {formatAge(expiresAtMs - nowMs)}. Rotate it before, and nothing is lost.
            </span>
            <DismissNotice publicId={publicId} name={name} dismissAction={dismissAction} />
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** The page matters more than its notices: without the database it says so itself. */
async function noticesOrNone(actor: Actor, nowMs: number): Promise<ExpiryNotice[]> {
  try {
    return await loadNotices(actor, nowMs);
  } catch (error) {
    logger().warn({ err: error }, "token notices cannot be read");
    return [];
  }
}
