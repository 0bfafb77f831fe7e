"use client";
import { useEffect } from "react";
import { PrimaryButton } from "@/components/form/primary-button";
import { PanelNotice } from "@/components/ui/panel-notice";
import { healthApiPath } from "@/lib/links/api-paths";
import { signInHref } from "@/lib/links/routes";

type Props = { error: unknown; retry: () => void };

const digestOf = (error: unknown) =>
  typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : null;

/** A page that could not be made at all: only a fault of the console or its database gets here. */
export default function ConsoleError({ error, retry }: Props) {
  const digest = digestOf(error);
  if (digest === "authority:not-signed-in") return <SignedOut />;
  if (digest?.startsWith("authority:")) return <NotAllowed />;
  return (
    <div role="alert" className="panel mx-auto mt-10 max-w-xl p-5">
      <h1 className="font-semibold text-lg">The console could not make this page</h1>
      <p className="mt-2 text-ink-2">
        This says nothing about the API: metrics and traces are still collected. The likely reason is the console's own
        database; its log has the cause{digest ? ` under reference ${digest}` : ""}.
      </p>
      <p className="mt-2 text-ink-2">
        Until it works,{" "}
        <a className="text-accent underline" href={healthApiPath()}>
          /api/health
        </a>{" "}
        says which part is down.
      </p>
      <div className="mt-4">
        <PrimaryButton onClick={retry}>Try again</PrimaryButton>
      </div>
    </div>
  );
}

/** The session ended between two pages. */
function SignedOut() {
  useEffect(() => location.assign(signInHref(`${location.pathname}${location.search}`)), []);
  return (
    <div className="panel mx-auto mt-10 max-w-xl">
      <PanelNotice title="You are signed out">The sign-in page opens now.</PanelNotice>
    </div>
  );
}

function NotAllowed() {
  return (
    <div className="panel mx-auto mt-10 max-w-xl">
      <PanelNotice title="This page is for admins">
        Your role is viewer: you see everything except secrets and users. An admin can change your role.
      </PanelNotice>
    </div>
  );
}
