import { redirect } from "next/navigation";
import { FormNotice } from "@/components/form/form-notice";
import { currentSession } from "@/lib/auth/current-actor";
import { loadSignInFacts } from "@/lib/auth/load-sign-in-facts";
import { safeReturnPath } from "@/lib/auth/safe-return-path";
import { codeHref, newPasswordHref } from "@/lib/links/routes";
import { OidcButton } from "./_form/oidc-button";
import { SignInForm } from "./_form/sign-in-form";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What next-auth puts into the address when the provider's way failed. */
const problems: Record<string, string> = {
  AccessDenied: "The provider knows you, but this console does not let you in. Ask an admin to invite you.",
  default: "Signing in through the provider did not work. Try again; the console's log has the reason.",
};

export default async function SignInPage({ searchParams }: Props) {
  const { to, error, set } = await searchParams;
  const path = safeReturnPath(to);
  const session = await currentSession();
  if (session?.needsFactor) redirect(codeHref(path));
  if (session) redirect(session.mustChangePassword ? newPasswordHref(path) : (path as "/"));
  const { hasUsers, oidcHost, passkeys } = await loadSignInFacts();
  const problem = typeof error === "string" ? (problems[error] ?? problems.default) : null;
  return (
    <>
      <h1 className="font-semibold text-xl">Sign in</h1>
      {problem ? <FormNotice health="bad">{problem}</FormNotice> : null}
      {set === "1" ? <FormNotice health="ok">Your password is set. Sign in with it.</FormNotice> : null}
      {hasUsers ? null : (
        <FormNotice health="warn">
          There is no account yet. Set <code>OBS_ADMIN_EMAIL</code> and <code>OBS_ADMIN_PASSWORD</code>, then start the
          console again.
        </FormNotice>
      )}
      <SignInForm to={path} passkeys={passkeys} />
      {oidcHost ? <OidcButton host={oidcHost} to={path} /> : null}
      <p className="mt-5 border-line border-t pt-4 text-ink-3 text-xs">
        Forgotten your password? An admin can give you a link to set a new one.
      </p>
    </>
  );
}
