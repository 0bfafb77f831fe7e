"use client";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import type { TriggerThresholds } from "@/lib/plan/trigger-thresholds";
import type { ThresholdPreview } from "@/lib/triggers/preview-thresholds";
import { previewThresholdsAction, saveThresholdsAction } from "../actions";
import { PreviewView } from "./preview-view";
import { type ThresholdsDraft, toDraft, toInput } from "./thresholds-draft";

const fields = [
  { field: "memoryFireBytes", label: "Fires below", unit: "GiB", hint: "Available memory of the host." },
  { field: "memoryClearBytes", label: "Clears above", unit: "GiB", hint: "Not below the value that fires." },
  { field: "memoryDwellMinutes", label: "For this long", unit: "min", hint: "Before it fires, and before it clears." },
  { field: "clickhouseWindowDays", label: "An OOM kill counts for", unit: "d", hint: "Unless acknowledged." },
] as const;

type Props = { saved: TriggerThresholds; plan: TriggerThresholds; mayChange: boolean };

/** The thresholds, and what they would have done in the last 30 days before anybody saves them. */
export function ThresholdsForm({ saved, plan, mayChange }: Props) {
  const defaults = toDraft(plan);
  const [draft, setDraft] = useState<ThresholdsDraft>(() => toDraft(saved));
  const [preview, setPreview] = useState<ThresholdPreview | null>(null);
  const { errors, pending, run, form } = useAction();
  const save = (event: FormEvent) => {
    event.preventDefault();
    run(() => saveThresholdsAction(toInput(draft)), { done: "Thresholds saved; they hold from now on" });
  };
  const change = (field: keyof ThresholdsDraft, value: string) => {
    setDraft({ ...draft, [field]: value });
    setPreview(null);
  };
  return (
    <form ref={form} noValidate onSubmit={save} className="panel" aria-label="Thresholds">
      <div className="border-line border-b px-4 py-3">
        <h2 className="font-semibold text-base">Thresholds</h2>
        <p className="mt-0.5 text-ink-2">They hold from when they are saved. What fired before is not judged anew.</p>
      </div>
      {errors[""] ? (
        <div className="px-4">
          <FormNotice health="bad">{errors[""]}</FormNotice>
        </div>
      ) : null}
      <div className="grid gap-x-6 gap-y-4 px-4 py-4 sm:grid-cols-2 lg:grid-cols-4">
        {fields.map(({ field, label, unit, hint }) => (
          <Field
            key={field}
            label={label}
            unit={unit}
            value={draft[field]}
            error={errors[field]}
            hint={`${hint} The plan: ${defaults[field]} ${unit}.`}
            onChange={(value) => change(field, value)}
          />
        ))}
      </div>
      {preview ? <PreviewView preview={preview} /> : null}
      <div className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-4 py-3">
        <button
          type="button"
          className="control max-md:h-11"
          onClick={() => run(() => previewThresholdsAction(toInput(draft)), { onDone: setPreview })}
        >
          Try on the last 30 days
        </button>
        {mayChange ? (
          <PrimaryButton pending={pending} busy="Working">
            Save thresholds
          </PrimaryButton>
        ) : (
          <p className="text-ink-3">An admin can save them.</p>
        )}
      </div>
    </form>
  );
}
