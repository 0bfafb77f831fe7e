"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { FormDialog } from "@/components/form/form-dialog";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { CopyButton } from "@/components/ui/copy-button";
import type { Enrolment } from "@/lib/auth/enrol-totp";
import { confirmTotpAction } from "../actions";

type Props = { enrolment: Enrolment; onClose: () => void; onConfirmed: (recoveryCodes: string[]) => void };

const inGroups = (secret: string) => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

/** The QR code to scan and the first code to type: only that turns the second factor on. */
export function EnrolDialog({ enrolment, onClose, onConfirmed }: Props) {
  const [code, setCode] = useState("");
  const { errors, pending, run, form } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => confirmTotpAction(code), { doing: "turn your second factor on", onDone: onConfirmed });
  };
  return (
    <FormDialog title="Set up a second factor" onClose={onClose}>
      <form ref={form} noValidate onSubmit={submit} className="space-y-4 p-5">
        <p>1. Scan this with an authenticator app on your phone.</p>
        <div className="flex flex-wrap items-center gap-4">
          {/* An image by its data URL: nothing in it can run. White around it in both themes, as cameras need it. */}
          {/* biome-ignore lint/performance/noImgElement: a data URL needs no optimizer */}
          <img
            src={`data:image/svg+xml;utf8,${encodeURIComponent(enrolment.qrSvg)}`}
            alt="QR code of the secret"
            className="size-44 rounded-md border border-line bg-white"
          />
          <div className="min-w-0 flex-1 basis-40 text-xs">
            <p className="text-ink-2">No camera? Type this into the app:</p>
            <code data-testid="totp-secret" className="mt-1 block break-words text-sm">
              {inGroups(enrolment.secret)}
            </code>
            <CopyButton text={enrolment.secret} what="Secret">
              Copy
            </CopyButton>
          </div>
        </div>
        <Field
          label="2. The code that the app shows"
          name="code"
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          error={Object.values(errors)[0]}
          onChange={setCode}
        />
        <div className="flex justify-end">
          <PrimaryButton pending={pending} busy="Checking">
            Turn it on
          </PrimaryButton>
        </div>
      </form>
    </FormDialog>
  );
}
