"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { FormDialog } from "@/components/form/form-dialog";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import type { ChannelView } from "@/lib/notify/list-channels";
import { addChannelAction, updateChannelAction } from "../actions";
import { type ChannelDraft, kindTitles, severityTexts, toDraft, toInput } from "./channel-draft";
import { ChannelFields } from "./channel-fields";
import { Choice } from "./choice";

const kinds = Object.entries(kindTitles) as [ChannelDraft["kind"], string][];
const severityChoices = Object.entries(severityTexts) as [ChannelDraft["minSeverity"], string][];

/** Adds a channel, or changes one. */
export function ChannelDialog({ channel, onClose }: { channel?: ChannelView; onClose: () => void }) {
  const [draft, setDraft] = useState(() => toDraft(channel));
  const { errors, pending, run, form } = useAction();
  const change = (part: Partial<ChannelDraft>) => setDraft((previous) => ({ ...previous, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = toInput(draft);
    if (channel) {
      run(() => updateChannelAction({ ...input, id: channel.id }), {
        doing: `change ${channel.name}`,
        onDone: onClose,
        done: `${draft.name} saved`,
      });
    } else {
      run(() => addChannelAction(input), {
        doing: `add the channel ${draft.name.trim()}`,
        onDone: onClose,
        done: `${draft.name} added; send a test`,
      });
    }
  };
  return (
    <FormDialog title={channel ? `Change ${channel.name}` : "Add a channel"} onClose={onClose}>
      <form ref={form} noValidate onSubmit={submit} className="space-y-4 p-5">
        {errors[""] ? <FormNotice health="bad">{errors[""]}</FormNotice> : null}
        {channel ? null : (
          <Choice label="Kind" value={draft.kind} options={kinds} onChange={(kind) => change({ kind })} />
        )}
        <Field
          label="Name"
          name="name"
          type="text"
          autoComplete="off"
          value={draft.name}
          error={errors.name}
          onChange={(name) => change({ name })}
        />
        <ChannelFields draft={draft} channel={channel} errors={errors} change={change} />
        <Choice
          label="What it is told"
          value={draft.minSeverity}
          options={severityChoices}
          onChange={(minSeverity) => change({ minSeverity })}
        />
        {channel ? (
          <label className="flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              checked={draft.enabled}
              onChange={(event) => change({ enabled: event.target.checked })}
              className="size-4 accent-[var(--accent)]"
            />
            On. Turned off, it is told nothing and what waits for it is dropped.
          </label>
        ) : null}
        <p className="text-ink-3 text-xs">
          URLs and passwords rest encrypted and are never shown again. The console sends to any address you enter here,
          on its own network too.
        </p>
        <div className="flex justify-end">
          <PrimaryButton pending={pending} busy="Saving">
            {channel ? "Save channel" : "Add channel"}
          </PrimaryButton>
        </div>
      </form>
    </FormDialog>
  );
}
