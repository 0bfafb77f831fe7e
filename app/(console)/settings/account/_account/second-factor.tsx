"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useStepUp } from "@/components/auth/step-up-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { notify } from "@/components/shell/notify";
import { StateBadge } from "@/components/ui/state-badge";
import type { Enrolment } from "@/lib/auth/enrol-totp";
import type { ActionResult } from "@/lib/web/action-result";
import { beginTotpAction, removeTotpAction, renewRecoveryCodesAction } from "../actions";
import { EnrolDialog } from "./enrol-dialog";
import { RecoveryCodes } from "./recovery-codes";

const button = "h-9 rounded-md border border-line-strong px-3 font-medium text-[0.8125rem] hover:bg-hover max-md:h-11";

type Props = { isOn: boolean; codesLeft: number; hasPasskey: boolean };

/** Turns the second factor on and off, and renews the recovery codes. */
export function SecondFactor({ isOn, codesLeft, hasPasskey }: Props) {
  const { runWithStepUp } = useStepUp();
  const router = useRouter();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [problem, setProblem] = useState("");
  const [pending, startTransition] = useTransition();
  function run<T>(action: () => Promise<ActionResult<T>>, then: (value: T) => void) {
    if (pending) return;
    setProblem("");
    startTransition(async () => {
      try {
        const result = await runWithStepUp(action);
        if (result.ok) then(result.value);
        else if (result.code !== "step-up-needed") setProblem(result.message);
      } catch {
        setProblem("The console did not answer. Nothing was changed; try again.");
      }
    });
  }
  const closeCodes = () => {
    setCodes(null);
    router.refresh();
  };
  return (
    <div className="px-3 pt-1 pb-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {isOn ? <StateBadge health="ok" word="on" /> : <StateBadge health="unknown" word="off" />}
        <p className="text-ink-2">
          {isOn
            ? `Signing in asks for a code of your app. ${codesLeft} recovery ${codesLeft === 1 ? "code is" : "codes are"} left.`
            : "A code of an authenticator app beside the password: a stolen password alone then opens nothing."}
        </p>
      </div>
      {problem ? <FormNotice health="bad">{problem}</FormNotice> : null}
      <div className="mt-3 flex flex-wrap gap-2">
        {isOn ? (
          <>
            <button type="button" className={button} onClick={() => run(renewRecoveryCodesAction, setCodes)}>
              New recovery codes
            </button>
            <button
              type="button"
              className={button}
              onClick={() => run(removeTotpAction, () => notify({ kind: "done", text: "The second factor is off" }))}
            >
              Turn it off
            </button>
          </>
        ) : (
          <>
            <button type="button" className={button} onClick={() => run(beginTotpAction, setEnrolment)}>
              Set it up
            </button>
            {hasPasskey ? (
              <button type="button" className={button} onClick={() => run(renewRecoveryCodesAction, setCodes)}>
                New recovery codes ({codesLeft} left)
              </button>
            ) : null}
          </>
        )}
      </div>
      {enrolment ? (
        <EnrolDialog
          enrolment={enrolment}
          onClose={() => setEnrolment(null)}
          onConfirmed={(given) => {
            setEnrolment(null);
            setCodes(given);
          }}
        />
      ) : null}
      {codes ? <RecoveryCodes codes={codes} onClose={closeCodes} /> : null}
    </div>
  );
}
