import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentSession } from "@/lib/auth/current-actor";
import { loadSignInFacts } from "@/lib/auth/load-sign-in-facts";
import { safeReturnPath } from "@/lib/auth/safe-return-path";
import { signInHref } from "@/lib/links/routes";
import { CodeForm } from "../_form/code-form";

export const metadata: Metadata = { title: "Confirm that it is you - honeyDue" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where everybody goes whose account has a second factor here that the provider did not ask for. */
export default async function CodePage({ searchParams }: Props) {
  const path = safeReturnPath((await searchParams).to);
  const session = await currentSession();
  if (!session) redirect(signInHref(path));
  if (!session.needsFactor) redirect(path as "/");
  const { passkeys } = await loadSignInFacts();
  return (
    <>
      <h1 className="font-semibold text-xl">Confirm that it is you</h1>
      <p className="mt-1 text-ink-2">
        Your provider let you in. This account has a second factor of its own, and this console asks for it.
      </p>
      <CodeForm email={session.actor.email} to={path} passkeys={passkeys} />
    </>
  );
}
