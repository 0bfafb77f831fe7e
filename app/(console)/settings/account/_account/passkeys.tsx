"use client";
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { Fingerprint } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { makePasskey } from "@/components/auth/ask-passkey";
import { Field } from "@/components/form/field";
import { FormNotice } from "@/components/form/form-notice";
import { SecondaryButton } from "@/components/form/secondary-button";
import { useAction } from "@/components/form/use-action";
import { SampleAge } from "@/components/ui/sample-age";
import type { PasskeyRow } from "@/lib/auth/load-account";
import { addPasskeyAction, beginPasskeyAction, removePasskeyAction } from "../actions";
import { RecoveryCodes } from "./recovery-codes";

const unanswered = "The console did not answer. Load the page again to see what holds.";

type Props = { passkeys: PasskeyRow[]; available: boolean; renderedAtMs: number };

/** The passkeys of the account: each confirms it is you, and signs in by itself. */
export function Passkeys({ passkeys, available, renderedAtMs }: Props) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [codes, setCodes] = useState<string[]>([]);
  const { errors, fail, pending, run } = useAction();
  const problem = Object.values(errors)[0];
  const add = () => {
    if (name.trim() === "") return fail({ name: "Give it a name, so that you know later which one it is." });
    const doing = "add a passkey";
    const store = async (options: PublicKeyCredentialCreationOptionsJSON) => {
      const response = await makePasskey(options);
      if (response === null)
        return fail({ "": "The browser made no passkey. Try again, or use another authenticator." });
      const onDone = (fresh: string[]) => {
        setName("");
        setCodes(fresh);
        router.refresh();
      };
      await run(() => addPasskeyAction({ name, response }), {
        doing,
        onDone,
        done: "The passkey is added",
        unanswered,
      });
    };
    run(beginPasskeyAction, { doing, onDone: store, unanswered });
  };
  const remove = (id: string) =>
    run(() => removePasskeyAction(id), { doing: "remove a passkey", done: "The passkey is removed", unanswered });
  return (
    <div className="px-3 pt-1 pb-3">
      <p className="text-ink-2">
        A passkey is kept in your phone, computer or security key. It counts as a code, and signs you in without a
        password.
      </p>
      {problem ? <FormNotice health="bad">{problem}</FormNotice> : null}
      {passkeys.length > 0 ? (
        <ul className="mt-3 divide-y divide-line border-line border-y">
          {passkeys.map(({ id, name: label, createdAtMs, lastUsedAtMs }) => (
            <li key={id} data-passkey={label} className="flex items-center justify-between gap-3 py-2">
              <div className="min-w-0">
                <p className="flex items-center gap-2 truncate font-medium">
                  <Fingerprint aria-hidden className="size-4 shrink-0 text-ink-3" />
                  {label}
                </p>
                <p className="text-ink-3 text-xs">
                  added <SampleAge atMs={createdAtMs} renderedAtMs={renderedAtMs} />,{" "}
                  {lastUsedAtMs === null ? (
                    "not used yet"
                  ) : (
                    <>
                      last used <SampleAge atMs={lastUsedAtMs} renderedAtMs={renderedAtMs} />
                    </>
                  )}
                </p>
              </div>
              <button
                type="button"
                className="control shrink-0 text-accent"
                aria-label={`Remove ${label}`}
                onClick={() => remove(id)}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {available ? (
        <div className="mt-3 flex flex-wrap items-end gap-2">
          <div className="min-w-0 flex-1 basis-48">
            <Field label="Name of a new one" value={name} onChange={setName} placeholder="Phone" />
          </div>
          <SecondaryButton pending={pending} onClick={add}>
            {pending ? "Waiting" : "Add a passkey"}
          </SecondaryButton>
        </div>
      ) : (
        <p className="mt-3 text-ink-3 text-xs">
          Browsers make passkeys only under https and a host name. Set NEXTAUTH_URL to such an address to use them.
        </p>
      )}
      {codes.length > 0 ? <RecoveryCodes codes={codes} onClose={() => setCodes([])} /> : null}
    </div>
  );
}
