"use client";
import { Field } from "@/components/form/field";
import { laneTitles } from "@/lib/dependencies/lane-words";
import { laneNames } from "@/lib/dependencies/types";
import type { FieldErrors } from "./field-errors";
import type { LaneDraft } from "./lane-draft";

type Props = {
  lanes: LaneDraft;
  defaults: LaneDraft;
  errors: FieldErrors;
  onChange: (lane: keyof LaneDraft, field: string, value: string) => void;
};

const fields: Record<string, { label: string; unit: string }> = {
  slowP95Ms: { label: "p95 is slow above", unit: "ms" },
  oldestWaitSeconds: { label: "Oldest task waits too long after", unit: "s" },
  errorPercentWarn: { label: "Failures warn from", unit: "%" },
  errorPercentBad: { label: "Failures are bad from", unit: "%" },
};

/** Limits of the dependencies, each lane with its own. */
export function LaneLimits({ lanes, defaults, errors, onChange }: Props) {
  return (
    <div className="border-line border-t px-4 py-3">
      <h3 className="font-semibold">Dependencies</h3>
      <p className="mt-0.5 text-ink-2">
        A p95 is bad above twice its limit, a waiting task is stuck above five times its limit.
      </p>
      {laneNames.map((lane) => (
        <fieldset key={lane} className="mt-3 grid items-end gap-x-6 gap-y-3 sm:grid-cols-3">
          <legend className="mb-1 font-medium">{laneTitles[lane]}</legend>
          {Object.entries(lanes[lane]).map(([field, value]) => (
            <Field
              key={field}
              compact
              label={fields[field]?.label ?? field}
              unit={fields[field]?.unit}
              value={value}
              placeholder={defaults[lane][field]}
              error={errors[`lanes.${lane}.${field}`]}
              onChange={(typed) => onChange(lane, field, typed)}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}
