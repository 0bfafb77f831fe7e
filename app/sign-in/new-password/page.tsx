import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentSession } from "@/lib/auth/current-actor";
import { safeReturnPath } from "@/lib/auth/safe-return-path";
import { signInHref } from "@/lib/links/routes";
import { NewPasswordForm } from "../_form/new-password-form";
import { choosePasswordAction } from "../actions";

export const metadata: Metadata = { title: "Choose a password - honeyDue" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where everybody goes who signed in with a generated password; the console opens after it was replaced. */
export default async function NewPasswordPage({ searchParams }: Props) {
  const path = safeReturnPath((await searchParams).to);
  const session = await currentSession();
  if (!session) redirect(signInHref(path));
  if (!session.mustChangePassword) redirect(path as "/");
  return (
    <>
      <h1 className="font-semibold text-xl">Choose your password</h1>
      <p className="mt-1 text-ink-2">
        You signed in with a generated one that somebody else may have seen. It stops working now.
      </p>
      <NewPasswordForm email={session.actor.email} save={choosePasswordAction} then={path} button="Set password" />
    </>
  );
}
