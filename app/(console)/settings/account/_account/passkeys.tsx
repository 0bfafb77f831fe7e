"use client";
import { Fingerprint } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { makePasskey } from "@/components/auth/ask-passkey";
import { runWithStepUp } from "@/components/auth/step-up-store";
import { Field } from "@/components/form/field";
import { FormNotice } from "@/components/form/form-notice";
import { SecondaryButton } from "@/components/form/secondary-button";
import { notify } from "@/components/shell/notify";
import { SampleAge } from "@/components/ui/sample-age";
import type { PasskeyRow } from "@/lib/auth/load-account";
import { addPasskeyAction, beginPasskeyAction, removePasskeyAction } from "../actions";
import { RecoveryCodes } from "./recovery-codes";

const silent = "The console did not answer. Load the page again to see what holds.";

type Props = { passkeys: PasskeyRow[]; available: boolean; renderedAtMs: number };

/** The passkeys of the account: each confirms it is you, and signs in by itself. */
export function Passkeys({ passkeys, available, renderedAtMs }: Props) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  const [codes, setCodes] = useState<string[]>([]);
  const [pending, setPending] = useState(false);
  const run = async (work: () => Promise<string | null>) => {
    if (pending) return;
    setPending(true);
    setProblem("");
    setProblem((await work().catch(() => silent)) ?? "");
    setPending(false);
  };
  const add = async () => {
    if (name.trim() === "") return "Give it a name, so that you know later which one it is.";
    const begun = await runWithStepUp(beginPasskeyAction, "add a passkey");
    if (!begun.ok) return begun.code === "step-up-needed" ? null : begun.message;
    const response = await makePasskey(begun.value);
    if (response === null) return "The browser made no passkey. Try again, or use another authenticator.";
    const added = await runWithStepUp(() => addPasskeyAction({ name, response }), "add a passkey");
    if (!added.ok) return added.errors?.name ?? added.message;
    setName("");
    setCodes(added.value);
    notify({ kind: "done", text: "The passkey is added" });
    router.refresh();
    return null;
  };
  const remove = async (id: string) => {
    const removed = await runWithStepUp(() => removePasskeyAction(id), "remove a passkey");
    if (removed.ok) notify({ kind: "done", text: "The passkey is removed" });
    return removed.ok || removed.code === "step-up-needed" ? null : removed.message;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(add);
  };
  return (
    <div className="px-3 pt-1 pb-3">
      <p className="text-ink-2">
        A passkey lies in your phone, computer or security key. It stands for a code, and signs in without a password.
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
                onClick={() => run(() => remove(id))}
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {available ? (
        <form noValidate onSubmit={submit} className="mt-3 flex flex-wrap items-end gap-2">
          <div className="min-w-0 flex-1 basis-48">
            <Field label="Name of a new one" value={name} onChange={setName} placeholder="Phone" />
          </div>
          <SecondaryButton type="submit" pending={pending}>
            {pending ? "Waiting" : "Add a passkey"}
          </SecondaryButton>
        </form>
      ) : (
        <p className="mt-3 text-ink-3 text-xs">
          Browsers make passkeys only under https and a host name. Set NEXTAUTH_URL to such an address to use them.
        </p>
      )}
      {codes.length > 0 ? <RecoveryCodes codes={codes} onClose={() => setCodes([])} /> : null}
    </div>
  );
}
