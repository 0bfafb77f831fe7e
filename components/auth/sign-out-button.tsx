"use client";
import { LogOut } from "lucide-react";
import { useState } from "react";
import { postAuth } from "@/components/client/post-auth";
import { notify } from "@/components/shell/notify";
import { signInHref } from "@/lib/links/routes";

/** Ends this session, here and in the database. */
export function SignOutButton({ className = "control" }: { className?: string }) {
  const [pending, setPending] = useState(false);
  const signOut = async () => {
    if (pending) return;
    setPending(true);
    const answer = await postAuth("signout", {});
    if (answer.ok) return location.assign(signInHref());
    setPending(false);
    notify({ kind: "failed", text: "You are still signed in", detail: answer.message });
  };
  return (
    <button type="button" className={className} aria-disabled={pending} onClick={signOut}>
      <LogOut aria-hidden className="size-4" />
      {pending ? "Signing out" : "Sign out"}
    </button>
  );
}
