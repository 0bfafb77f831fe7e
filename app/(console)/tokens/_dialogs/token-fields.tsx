"use client";
import { useId } from "react";
import { Field } from "@/components/form/field";
import { type Scope, scopes } from "@/lib/plan/scopes";

/** What the form holds while it is typed; `lifetime` "date" takes the date, all else is sent as it stands. */
export type Draft = {
  name: string;
  scopes: Scope[];
  lifetime: string;
  date: string;
  cidrs: string;
  note: string;
  isHoney: boolean;
};

export const emptyDraft: Draft = {
  name: "",
  scopes: [],
  lifetime: "90d",
  date: "",
  cidrs: "",
  note: "",
  isHoney: false,
};

/** The draft as the use case takes it; addresses are separated by spaces, commas or lines. */
export const inputOf = (draft: Draft) => ({
  name: draft.name,
  scopes: draft.scopes,
  expires: draft.lifetime === "date" ? draft.date : draft.lifetime,
  cidrs: draft.cidrs.split(/[\s,]+/).filter(Boolean),
  note: draft.note,
  isHoney: draft.isHoney,
});

const scopeTexts: Record<Scope, { title: string; hint: string }> = {
  "metrics:write": { title: "Write metrics", hint: "vmagent or Prometheus, to /api/v1/write" },
  "traces:write": { title: "Write traces", hint: "OpenTelemetry exporters, to /v1/traces" },
  "deploys:write": { title: "Tell deploys", hint: "CI, to this console; a token of its own" },
};
const lifetimes = [
  { value: "30d", text: "30 days" },
  { value: "90d", text: "90 days" },
  { value: "365d", text: "1 year" },
  { value: "date", text: "A date" },
  { value: "never", text: "Never" },
];

type Props = {
  draft: Draft;
  errors: Record<string, string>;
  /** The scopes to choose from. */
  offered?: readonly Scope[];
  onChange: (change: Partial<Draft>) => void;
};

/** The fields that creating and adopting share. What was typed stays when something is refused. */
export function TokenFields({ draft, errors, offered = scopes, onChange }: Props) {
  const id = useId();
  // zod names an element of a list by its place: "cidrs.0" belongs to the field.
  const errorOf = (field: string) =>
    errors[field] ?? Object.entries(errors).find(([path]) => path.startsWith(`${field}.`))?.[1];
  const described = (field: string) => ({
    "aria-describedby": errorOf(field) ? `${id}-${field}-error` : undefined,
  });
  const complaint = (field: string) =>
    errorOf(field) ? (
      <p id={`${id}-${field}-error`} className="mt-1 font-medium text-bad text-xs">
        {errorOf(field)}
      </p>
    ) : null;
  const toggle = (scope: Scope) =>
    onChange({
      scopes: draft.scopes.includes(scope) ? draft.scopes.filter((s) => s !== scope) : [...draft.scopes, scope],
    });
  return (
    <>
      <Field
        label="Name"
        name="name"
        value={draft.name}
        placeholder="vmagent"
        error={errorOf("name")}
        hint="Who sends with it. One token for each sender."
        onChange={(name) => onChange({ name })}
      />
      <fieldset aria-describedby={described("scopes")["aria-describedby"]}>
        <legend className="font-medium">It may</legend>
        {offered.map((scope) => (
          <label key={scope} className="mt-1 flex items-start gap-2">
            <input
              type="checkbox"
              checked={draft.scopes.includes(scope)}
              onChange={() => toggle(scope)}
              className="mt-0.5 size-4 accent-accent"
            />
            <span>
              {scopeTexts[scope].title} <span className="text-ink-3 text-xs">{scopeTexts[scope].hint}</span>
            </span>
          </label>
        ))}
        {complaint("scopes")}
      </fieldset>
      <fieldset aria-describedby={described("expires")["aria-describedby"]}>
        <legend className="font-medium">It expires after</legend>
        <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
          {lifetimes.map(({ value, text }) => (
            <label key={value} className="flex items-center gap-1.5">
              <input
                type="radio"
                name={`${id}-lifetime`}
                checked={draft.lifetime === value}
                onChange={() => onChange({ lifetime: value })}
                className="size-4 accent-accent"
              />
              {text}
            </label>
          ))}
        </div>
        {draft.lifetime === "date" ? (
          <label className="mt-2 block">
            <span className="text-[0.8125rem] text-ink-2">Last day, until its end in UTC</span>
            <input
              type="date"
              value={draft.date}
              onChange={(event) => onChange({ date: event.target.value })}
              className="field mt-1 block max-md:h-11 max-md:text-base"
            />
          </label>
        ) : null}
        {draft.lifetime === "never" ? (
          <p className="mt-1 text-warn text-xs">A token that never expires works until somebody revokes it.</p>
        ) : null}
        {complaint("expires")}
      </fieldset>
      <details className="group" open={Boolean(errorOf("cidrs") ?? errorOf("note")) || undefined}>
        <summary className="text-ink-2">Addresses and note (optional)</summary>
        <div className="mt-2 space-y-4">
          <Field
            label="Only from these addresses"
            rows={2}
            value={draft.cidrs}
            placeholder="203.0.113.7 10.0.0.0/8"
            error={errorOf("cidrs")}
            hint="As the server sees them. Empty: from anywhere."
            onChange={(cidrs) => onChange({ cidrs })}
          />
          <Field label="Note" value={draft.note} error={errorOf("note")} onChange={(note) => onChange({ note })} />
          <label className="flex items-start gap-2">
            <input
              type="checkbox"
              checked={draft.isHoney}
              onChange={() => onChange({ isHoney: !draft.isHoney })}
              className="mt-0.5 size-4 accent-accent"
            />
            <span>
              It is a trap{" "}
              <span className="text-ink-3 text-xs">
                It opens nothing. Leave it where nobody should read; whoever uses it is told of at once.
              </span>
            </span>
          </label>
        </div>
      </details>
    </>
  );
}
