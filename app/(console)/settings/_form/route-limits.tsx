"use client";
import { Trash2 } from "lucide-react";
import { Field } from "@/components/form/field";
import type { FieldErrors } from "./field-errors";
import type { Draft, RouteDraft } from "./thresholds-draft";

type Props = {
  route: RouteDraft;
  general: Draft;
  errors: FieldErrors;
  onChange: (change: Partial<RouteDraft>) => void;
  onRemove: () => void;
};

/** The limits of one route; blank fields show the general limit that holds instead. */
export function RouteLimits({ route, general, errors, onChange, onRemove }: Props) {
  const error = (field: string) => errors[`routes.${route.id}.${field}`];
  return (
    <li className="grid grid-cols-3 items-start gap-3 rounded-md border border-line p-3 sm:grid-cols-[minmax(0,1fr)_7rem_6rem_6rem_2rem]">
      <div className="col-span-3 sm:col-span-1">
        <Field
          compact
          label="Route"
          placeholder="POST /api/documents/"
          value={route.name}
          error={error("name")}
          onChange={(name) => onChange({ name })}
        />
      </div>
      <Field
        compact
        label="Slow above"
        unit="ms"
        placeholder={general.slowP95Ms}
        value={route.slowP95Ms}
        error={error("slowP95Ms")}
        onChange={(slowP95Ms) => onChange({ slowP95Ms })}
      />
      <Field
        compact
        label="Warns from"
        unit="%"
        placeholder={general.errorPercentWarn}
        value={route.errorPercentWarn}
        error={error("errorPercentWarn")}
        onChange={(errorPercentWarn) => onChange({ errorPercentWarn })}
      />
      <Field
        compact
        label="Bad from"
        unit="%"
        placeholder={general.errorPercentBad}
        value={route.errorPercentBad}
        error={error("errorPercentBad")}
        onChange={(errorPercentBad) => onChange({ errorPercentBad })}
      />
      <button
        type="button"
        className="control in-disabled:hidden self-end max-sm:col-span-3 max-sm:justify-self-start"
        aria-label={`Remove the limits of ${route.name || "this route"}`}
        onClick={onRemove}
      >
        <Trash2 aria-hidden className="size-4" />
        <span className="sm:hidden">Remove</span>
      </button>
    </li>
  );
}
