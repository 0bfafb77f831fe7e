"use client";
import { CircleUserRound, LogOut, UserRoundCog } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { getOwnJson } from "@/components/client/get-own-json";
import { accountHref, csrfApiPath, signOutApiPath } from "@/lib/links/routes";
import { closePopover } from "./close-popover";
import { notify } from "./notify";

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
        <SignOutForm />
      </div>
    </>
  );
}

/** Posts to next-auth with the token that it asks for; without scripts next-auth answers with a page that asks again. */
function SignOutForm() {
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setPending(true);
    try {
      const { csrfToken } = await getOwnJson<{ csrfToken: string }>(csrfApiPath());
      const field = form.elements.namedItem("csrfToken");
      if (field instanceof HTMLInputElement) field.value = csrfToken;
      form.submit();
    } catch {
      setPending(false);
      notify({ kind: "failed", text: "The console did not answer, so you are still signed in. Try again." });
    }
  };
  return (
    <form action={signOutApiPath()} method="post" onSubmit={submit}>
      <input type="hidden" name="csrfToken" />
      <input type="hidden" name="callbackUrl" value="/sign-in" />
      <button
        type="submit"
        disabled={pending}
        className="flex h-9 w-full items-center gap-2 rounded px-2 hover:bg-hover"
      >
        <LogOut aria-hidden className="size-4" />
        {pending ? "Signing out" : "Sign out"}
      </button>
    </form>
  );
}
