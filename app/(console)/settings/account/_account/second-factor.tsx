"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormNotice } from "@/components/form/form-notice";
import { SecondaryButton } from "@/components/form/secondary-button";
import { useAction } from "@/components/form/use-action";
import { StateBadge } from "@/components/ui/state-badge";
import type { Enrolment } from "@/lib/auth/enrol-totp";
import { beginTotpAction, removeTotpAction, renewRecoveryCodesAction } from "../actions";
import { EnrolDialog } from "./enrol-dialog";
import { RecoveryCodes } from "./recovery-codes";

type Props = { isOn: boolean; codesLeft: number; hasPasskey: boolean };

/** Turns the second factor on and off, and renews the recovery codes. */
export function SecondFactor({ isOn, codesLeft, hasPasskey }: Props) {
  const router = useRouter();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const { errors, pending, run } = useAction();
  const problem = Object.values(errors)[0];
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
            <SecondaryButton
              pending={pending}
              onClick={() => run(renewRecoveryCodesAction, { doing: "make new recovery codes", onDone: setCodes })}
            >
              New recovery codes
            </SecondaryButton>
            <SecondaryButton
              pending={pending}
              onClick={() =>
                run(removeTotpAction, { doing: "turn your second factor off", done: "The second factor is off" })
              }
            >
              Turn it off
            </SecondaryButton>
          </>
        ) : (
          <>
            <SecondaryButton
              pending={pending}
              onClick={() => run(beginTotpAction, { doing: "set up a second factor", onDone: setEnrolment })}
            >
              Set it up
            </SecondaryButton>
            {hasPasskey ? (
              <SecondaryButton
                pending={pending}
                onClick={() => run(renewRecoveryCodesAction, { doing: "make new recovery codes", onDone: setCodes })}
              >
                New recovery codes ({codesLeft} left)
              </SecondaryButton>
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
