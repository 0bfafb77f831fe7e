"use client";
import { useState, useTransition } from "react";
import { FormNotice } from "@/components/form/form-notice";
import { notify } from "@/components/shell/notify";
import { SampleAge } from "@/components/ui/sample-age";
import type { SessionRow } from "@/lib/auth/load-account";
import { signInHref } from "@/lib/links/routes";
import type { ActionResult } from "@/lib/web/action-result";
import { endAllSessionsAction, endOtherSessionsAction, endSessionAction } from "../actions";
import { describeUserAgent } from "./describe-user-agent";

const button = "h-9 rounded-md border border-line-strong px-3 font-medium text-[0.8125rem] hover:bg-hover max-md:h-11";

/** One's own sessions, each with where it comes from; any of them can be ended here. */
export function SessionList({ sessions, renderedAtMs }: { sessions: SessionRow[]; renderedAtMs: number }) {
  const [problem, setProblem] = useState("");
  const [pending, startTransition] = useTransition();
  function run<T>(action: () => Promise<ActionResult<T>>, then: () => void) {
    if (pending) return;
    setProblem("");
    startTransition(async () => {
      try {
        const result = await action();
        if (result.ok) then();
        else setProblem(result.message);
      } catch {
        setProblem("The console did not answer. Load the page again to see what holds.");
      }
    });
  }
  const said = (text: string) => () => notify({ kind: "done", text });
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
                onClick={() => run(() => endSessionAction(id), said("That session has ended"))}
              >
                End
              </button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 border-line border-t px-3 py-3">
        {sessions.length > 1 ? (
          <button
            type="button"
            className={button}
            onClick={() => run(endOtherSessionsAction, said("All other sessions have ended"))}
          >
            End all others
          </button>
        ) : null}
        <button
          type="button"
          className={button}
          onClick={() => run(endAllSessionsAction, () => location.assign(signInHref()))}
        >
          Sign out everywhere
        </button>
      </div>
    </>
  );
}
