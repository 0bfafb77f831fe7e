"use client";
import { type FormEvent, useState } from "react";
import { AuthField } from "@/components/form/auth-field";
import { PrimaryButton } from "@/components/form/primary-button";
import { useActionForm } from "@/components/form/use-action-form";
import { saveHeartbeatAction } from "../actions";

/** Sets, replaces or turns off the heartbeat's URL. */
export function HeartbeatForm({ isSet }: { isSet: boolean }) {
  const [url, setUrl] = useState("");
  const { errors, pending, run } = useActionForm();
  const save = (next: string | null, done: string) =>
    run(
      () => saveHeartbeatAction(next),
      () => setUrl(""),
      done,
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(url, "The heartbeat is set");
  };
  return (
    <form noValidate onSubmit={submit} className="mt-3 flex flex-wrap items-end gap-2">
      <div className="min-w-0 flex-1 basis-64">
        <AuthField
          label={isSet ? "Another URL" : "URL"}
          name="heartbeat"
          type="text"
          autoComplete="off"
          value={url}
          error={Object.values(errors)[0]}
          onChange={setUrl}
        />
      </div>
      <PrimaryButton pending={pending} busy="Sending">
        Save and send
      </PrimaryButton>
      {isSet ? (
        <button
          type="button"
          className="control h-9 max-md:h-11"
          aria-disabled={pending}
          onClick={() => save(null, "The heartbeat is off")}
        >
          Turn it off
        </button>
      ) : null}
    </form>
  );
}
