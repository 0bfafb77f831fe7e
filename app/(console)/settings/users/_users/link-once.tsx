"use client";
import { FormNotice } from "@/components/form/form-notice";
import { CopyButton } from "@/components/ui/copy-button";
import type { IssuedLink } from "@/lib/auth/one-time-link";
import { oneTimeLinkPath } from "@/lib/links/routes";

/** A one-time link to hand over. It is shown here and nowhere again. */
export function LinkOnce({ link }: { link: IssuedLink }) {
  const url = `${location.origin}${oneTimeLinkPath(link.secret)}`;
  return (
    <div>
      <p className="text-ink-2">
        Send this link to <b className="font-medium text-ink">{link.email}</b>. Whoever opens it sets the password of
        the account.
      </p>
      <div className="mt-3 flex items-center gap-2 rounded-md border border-line bg-sunken p-2">
        <code data-testid="one-time-link" className="min-w-0 flex-1 break-all text-xs">
          {url}
        </code>
        <CopyButton text={url} what="Link">
          Copy
        </CopyButton>
      </div>
      <FormNotice health="warn">
        It works once, for 24 hours, and is not shown again. A new one ends this one.
      </FormNotice>
    </div>
  );
}
