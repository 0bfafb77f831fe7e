"use client";
import { FormNotice } from "@/components/form/form-notice";
import { SecondaryButton } from "@/components/form/secondary-button";
import { useAction } from "@/components/form/use-action";
import { SampleAge } from "@/components/ui/sample-age";
import type { SessionRow } from "@/lib/auth/load-account";
import { signInHref } from "@/lib/links/routes";
import { endAllSessionsAction, endOtherSessionsAction, endSessionAction } from "../actions";
import { describeUserAgent } from "./describe-user-agent";

/** One's own sessions, each with where it comes from; any of them can be ended here. */
export function SessionList({ sessions, renderedAtMs }: { sessions: SessionRow[]; renderedAtMs: number }) {
  const { errors, pending, run } = useAction();
  const problem = Object.values(errors)[0];
  const unanswered = "The console did not answer. Load the page again to see what holds.";
  return (
    <>
      {problem ? (
        <div className="px-3">
          <FormNotice health="bad">{problem}</FormNotice>
        </div>
      ) : null}
      <ul className="divide-y divide-line border-line border-t">
        {sessions.map(({ id, isThis, address, userAgent, lastSeenAtMs, createdAtMs }) => (
          <li
            key={id}
            data-session={isThis ? "this" : "other"}
            className="flex items-center justify-between gap-3 px-3 py-2"
          >
            <div className="min-w-0">
              <p className="truncate font-medium" title={userAgent}>
                {describeUserAgent(userAgent)}
                {isThis ? <span className="ml-1.5 font-normal text-ink-3">this one</span> : null}
              </p>
              <p className="text-ink-3 text-xs">
                {address}, signed in <SampleAge atMs={createdAtMs} renderedAtMs={renderedAtMs} />, last used{" "}
                <SampleAge atMs={lastSeenAtMs} renderedAtMs={renderedAtMs} />
              </p>
            </div>
            {isThis ? null : (
              <button
                type="button"
                className="control shrink-0 text-accent"
                aria-disabled={pending}
                onClick={() => run(() => endSessionAction(id), { done: "That session has ended", unanswered })}
              >
                End
              </button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 border-line border-t px-3 py-3">
        {sessions.length > 1 ? (
          <SecondaryButton
            pending={pending}
            onClick={() => run(endOtherSessionsAction, { done: "All other sessions have ended", unanswered })}
          >
            End all others
          </SecondaryButton>
        ) : null}
        <SecondaryButton
          pending={pending}
          onClick={() => run(endAllSessionsAction, { onDone: () => location.assign(signInHref()), unanswered })}
        >
          Sign out everywhere
        </SecondaryButton>
      </div>
    </>
  );
}
