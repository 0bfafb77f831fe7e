import type { Metadata } from "next";
import { pageSession } from "@/components/auth/page-actor";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { Panel } from "@/components/ui/panel";
import { loadAccount } from "@/lib/auth/load-account";
import { loadRefusals } from "@/lib/auth/load-refusals";
import { Passkeys } from "./_account/passkeys";
import { PasswordForm } from "./_account/password-form";
import { RefusalList } from "./_account/refusal-list";
import { SecondFactor } from "./_account/second-factor";
import { SessionList } from "./_account/session-list";

export const metadata: Metadata = { title: "Your account - honeyDue", icons: { icon: "/state-unknown.svg" } };

export default async function AccountPage() {
  const { actor, name } = await pageSession();
  const [account, refusals] = await Promise.all([loadAccount(actor), loadRefusals(actor)]);
  const renderedAtMs = Date.now();
  return (
    <div className="mx-auto max-w-3xl space-y-3">
      <div className="flex flex-wrap items-end justify-between gap-2 px-1 pt-2">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl">Your account</h1>
          <p className="mt-0.5 truncate text-ink-2">
            {name ? `${name}, ` : ""}
            {actor.email}, {actor.role}
          </p>
        </div>
        <SignOutButton className="control border border-line-strong max-md:h-11" />
      </div>
      <Panel id="password" title="Password">
        {account.hasPassword ? (
          <PasswordForm email={actor.email} />
        ) : (
          <p className="px-3 pb-3 text-ink-2">
            You sign in through your OpenID Connect provider; there is no password here. An admin can give you a link to
            set one.
          </p>
        )}
      </Panel>
      <Panel id="second-factor" title="Second factor">
        <SecondFactor
          isOn={account.hasTotp}
          codesLeft={account.recoveryCodesLeft}
          hasPasskey={account.passkeys.length > 0}
        />
      </Panel>
      <Panel id="passkeys" title="Passkeys">
        <Passkeys passkeys={account.passkeys} available={account.passkeysWork} renderedAtMs={renderedAtMs} />
      </Panel>
      <Panel id="sessions" title="Where you are signed in">
        <SessionList sessions={account.sessions} renderedAtMs={renderedAtMs} />
      </Panel>
      <Panel id="refusals" title="Refused sign-ins">
        <RefusalList refusals={refusals} renderedAtMs={renderedAtMs} />
      </Panel>
    </div>
  );
}
