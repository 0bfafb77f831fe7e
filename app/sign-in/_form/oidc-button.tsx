"use client";
import { useState } from "react";
import { postAuth } from "@/components/client/post-auth";
import { FormNotice } from "@/components/form/form-notice";

/** Goes to the OpenID Connect provider of the settings and comes back signed in. */
export function OidcButton({ host, to }: { host: string; to: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState("");
  const go = async () => {
    if (pending) return;
    setPending(true);
    const answer = await postAuth("signin/oidc", { callbackUrl: to });
    if (answer.ok && answer.url) return location.assign(answer.url);
    setPending(false);
    setProblem(answer.ok ? "The provider did not say where to go." : answer.message);
  };
  return (
    <div className="mt-4">
      <button
        type="button"
        aria-disabled={pending}
        onClick={go}
        className="h-9 w-full rounded-md border border-line-strong font-medium hover:bg-hover max-md:h-11"
      >
        {pending ? "Going there" : `Sign in with ${host}`}
      </button>
      {problem ? <FormNotice health="bad">{problem}</FormNotice> : null}
    </div>
  );
}
