"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { FormNotice } from "@/components/form/form-notice";
import { signInHref } from "@/lib/links/routes";
import type { ActionResult } from "@/lib/web/action-result";
import { loadLinkAction, setPasswordByLinkAction } from "../actions";
import { NewPasswordForm } from "./new-password-form";

type Loaded = ActionResult<{ email: string; purpose: "invite" | "reset" }>;

/** Reads the link's secret from the address, asks whom it is for, and sets their password by it. */
export function LinkForm() {
  const [link, setLink] = useState<{ secret: string; loaded: Loaded } | null>(null);
  useEffect(() => {
    const secret = location.hash.slice(1);
    const silent: Loaded = {
      ok: false,
      code: "unreachable",
      message: "The console did not answer. Load this page again.",
    };
    loadLinkAction(secret)
      .catch(() => silent)
      .then((loaded) => setLink({ secret, loaded }));
  }, []);
  if (!link) return <p role="status">Checking the link ...</p>;
  if (!link.loaded.ok) {
    return (
      <>
        <h1 className="font-semibold text-xl">This link does not work</h1>
        <FormNotice health="bad">{link.loaded.message}</FormNotice>
        <p className="mt-4">
          <Link href={signInHref()} className="font-medium text-accent underline underline-offset-4">
            Go to the sign-in page
          </Link>
        </p>
      </>
    );
  }
  const { email, purpose } = link.loaded.value;
  return (
    <>
      <h1 className="font-semibold text-xl">{purpose === "invite" ? "Welcome" : "Set a new password"}</h1>
      <p className="mt-1 text-ink-2">
        {purpose === "invite" ? "Choose the password of your account " : "It replaces the present one of "}
        <b className="font-medium text-ink">{email}</b>.{" "}
        {purpose === "invite" ? "This link works once." : "Wherever you are signed in now, you are signed out."}
      </p>
      <NewPasswordForm
        email={email}
        save={(next) => setPasswordByLinkAction(link.secret, next)}
        then={`${signInHref()}?set=1`}
        button="Set password"
      />
    </>
  );
}
