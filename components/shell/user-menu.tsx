"use client";
import { CircleUserRound, UserRoundCog } from "lucide-react";
import Link from "next/link";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { accountHref } from "@/lib/links/routes";
import { closePopover } from "./close-popover";

/** Who is signed in, as the menu shows it; null for the command line's owner, who has no account. */
export type ShellUser = { email: string; role: string } | null;

/** Who is signed in, the way to their account, and out. */
export function UserMenu({ user }: { user: ShellUser }) {
  if (!user) return null;
  return (
    <>
      <button
        type="button"
        popoverTarget="user-menu"
        className="control"
        aria-label={`Account of ${user.email}`}
        title={user.email}
      >
        <CircleUserRound aria-hidden className="size-4" />
      </button>
      <div id="user-menu" popover="auto" className="floating anchored w-64 max-w-[calc(100vw-1rem)] p-2">
        <p className="wrap-anywhere px-2 font-medium">{user.email}</p>
        <p className="px-2 pb-1 text-ink-3 text-xs">{user.role}</p>
        <Link
          href={accountHref()}
          prefetch={false}
          onClick={closePopover}
          className="flex h-9 items-center gap-2 rounded px-2 hover:bg-hover"
        >
          <UserRoundCog aria-hidden className="size-4" />
          Your account
        </Link>
        <SignOutButton className="flex h-9 w-full items-center gap-2 rounded px-2 hover:bg-hover" />
      </div>
    </>
  );
}
