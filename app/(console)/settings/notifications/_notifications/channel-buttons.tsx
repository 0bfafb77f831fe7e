"use client";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import type { ChannelView } from "@/lib/notify/list-channels";
import { removeChannelAction, testChannelAction } from "../actions";
import { ChannelDialog } from "./channel-dialog";

/** What can be done to a channel. */
export function ChannelButtons({ channel }: { channel: ChannelView }) {
  const [dialog, setDialog] = useState<"edit" | "remove" | null>(null);
  const { errors, pending, run } = useAction();
  const close = () => setDialog(null);
  const test = () => run(() => testChannelAction(channel.id), { done: `${channel.name} accepted the test` });
  const remove = () =>
    run(() => removeChannelAction(channel.id), {
      doing: `remove ${channel.name}`,
      onDone: close,
      done: `${channel.name} removed`,
    });
  return (
    <div className="-mr-2 max-sm:-ml-2 max-sm:w-full">
      <div className="flex sm:justify-end">
        <button type="button" className="control" aria-disabled={pending} onClick={test}>
          {pending ? "Sending" : "Send a test"}
        </button>
        <button
          type="button"
          className="control"
          onClick={() => setDialog("edit")}
          aria-label={`Change ${channel.name}`}
        >
          Change
        </button>
        <button
          type="button"
          className="control"
          onClick={() => setDialog("remove")}
          aria-label={`Remove ${channel.name}`}
        >
          Remove
        </button>
      </div>
      {dialog === null && Object.values(errors)[0] ? (
        <FormNotice health="bad">{Object.values(errors)[0]}</FormNotice>
      ) : null}
      {dialog === "edit" ? <ChannelDialog channel={channel} onClose={close} /> : null}
      {dialog === "remove" ? (
        <FormDialog title={`Remove ${channel.name}`} onClose={close}>
          <div className="space-y-4 p-5">
            {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
            <p>It is told nothing from now on, and what waits for it is dropped. Its URL or password is forgotten.</p>
            <div className="flex justify-end gap-2">
              <button type="button" className="control max-md:h-11" onClick={close}>
                Cancel
              </button>
              <PrimaryButton pending={pending} isFinal onClick={remove}>
                Remove
              </PrimaryButton>
            </div>
          </div>
        </FormDialog>
      ) : null}
    </div>
  );
}
