"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { PrimaryButton } from "@/components/form/primary-button";
import { SecondaryButton } from "@/components/form/secondary-button";
import { useAction } from "@/components/form/use-action";
import { saveHeartbeatAction } from "../actions";

/** Sets, replaces or turns off the heartbeat's URL. */
export function HeartbeatForm({ isSet }: { isSet: boolean }) {
  const [url, setUrl] = useState("");
  const { errors, pending, run, form } = useAction();
  const save = (next: string | null, done: string) =>
    run(() => saveHeartbeatAction(next), {
      doing: next === null ? "turn the heartbeat off" : "set where the heartbeat goes",
      onDone: () => setUrl(""),
      done,
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(url, "The heartbeat is set");
  };
  return (
    <form ref={form} noValidate onSubmit={submit} className="mt-3 flex flex-wrap items-end gap-2">
      <div className="min-w-0 flex-1 basis-64">
        <Field
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
        <SecondaryButton pending={pending} onClick={() => save(null, "The heartbeat is off")}>
          Turn it off
        </SecondaryButton>
      ) : null}
    </form>
  );
}
