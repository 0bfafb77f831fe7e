"use client";
import { Lock, Plus } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { Field } from "@/components/form/field";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import { PanelNotice } from "@/components/ui/panel-notice";
import { saveThresholdsAction } from "../actions";
import { type FieldErrors, placeErrors, routeNameErrors } from "./field-errors";
import { LaneLimits } from "./lane-limits";
import { RouteLimits } from "./route-limits";
import { type Draft, type RouteDraft, toInput } from "./thresholds-draft";

const general = [
  { field: "slowP95Ms", label: "p95 is slow above", unit: "ms", hint: "Bad above twice this." },
  { field: "errorPercentWarn", label: "Errors warn from", unit: "%", hint: "Share of 5xx answers." },
  { field: "errorPercentBad", label: "Errors are bad from", unit: "%", hint: "Not below the value that warns." },
  { field: "metricsStaleSeconds", label: "Metrics are silent after", unit: "s", hint: "Since the newest scrape." },
  { field: "spansStaleSeconds", label: "Spans are silent after", unit: "s", hint: "Since the newest span." },
] as const;

type Props = { saved: Draft; defaults: Draft /** Why this person can only read. */; readOnlyBecause: string | null };

/** The limits of the verdict. What was typed stays as it is until it is saved. */
export function ThresholdsForm({ saved, defaults, readOnlyBecause }: Props) {
  const [draft, setDraft] = useState(saved);
  const { errors: found, fail, pending, run, form } = useAction();
  const nextId = useRef(0);

  const errors: FieldErrors = placeErrors(found, draft);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const wrongNames = routeNameErrors(draft);
    if (Object.keys(wrongNames).length > 0) return fail(wrongNames);
    run(() => saveThresholdsAction(toInput(draft)), {
      done: "Limits saved; the verdict uses them from now on",
      unanswered: "The console did not answer, so nothing was saved. What you typed is still here; save again.",
    });
  };
  const setRoute = (id: string, change: Partial<RouteDraft>) =>
    setDraft((previous) => ({
      ...previous,
      routes: previous.routes.map((route) => (route.id === id ? { ...route, ...change } : route)),
    }));
  const addRoute = () => {
    nextId.current += 1;
    const blank = { id: `new-${nextId.current}`, name: "", slowP95Ms: "", errorPercentWarn: "", errorPercentBad: "" };
    setDraft((previous) => ({ ...previous, routes: [...previous.routes, blank] }));
  };

  return (
    <form ref={form} noValidate onSubmit={save} className="panel mt-3">
      <div className="border-line border-b px-4 py-3">
        <h2 className="font-semibold text-base">Limits of the verdict</h2>
        <p className="mt-0.5 text-ink-2">What counts as slow, as errors up and as silent on the on-call page.</p>
        {readOnlyBecause ? (
          <p className="mt-2 flex items-center gap-2 font-medium">
            <Lock aria-hidden className="size-4 shrink-0 text-ink-3" />
            {readOnlyBecause}
          </p>
        ) : null}
      </div>
      {errors[""] ? (
        <div role="alert" tabIndex={-1} className="border-line border-b bg-bad-tint">
          <PanelNotice health="bad" title="Not saved">
            {errors[""]}
          </PanelNotice>
        </div>
      ) : null}
      <fieldset disabled={readOnlyBecause !== null}>
        <legend className="sr-only">Limits</legend>
        <div className="grid gap-x-6 gap-y-4 px-4 py-4 sm:grid-cols-2">
          {general.map(({ field, label, unit, hint }) => (
            <Field
              key={field}
              label={label}
              unit={unit}
              value={draft[field]}
              error={errors[field]}
              hint={`${hint} Default ${defaults[field]} ${unit}.`}
              onChange={(value) => setDraft((previous) => ({ ...previous, [field]: value }))}
            />
          ))}
        </div>
        <LaneLimits
          lanes={draft.lanes}
          defaults={defaults.lanes}
          errors={errors}
          onChange={(lane, field, value) =>
            setDraft((previous) => ({
              ...previous,
              lanes: { ...previous.lanes, [lane]: { ...previous.lanes[lane], [field]: value } },
            }))
          }
        />
        <div className="border-line border-t px-4 py-3">
          <h3 className="font-semibold">Routes with limits of their own</h3>
          <p className="mt-0.5 text-ink-2">Leave a field blank to keep the general limit.</p>
          <ul className="mt-2 space-y-3">
            {draft.routes.map((route) => (
              <RouteLimits
                key={route.id}
                route={route}
                general={draft}
                errors={errors}
                onChange={(change) => setRoute(route.id, change)}
                onRemove={() =>
                  setDraft((previous) => ({ ...previous, routes: previous.routes.filter(({ id }) => id !== route.id) }))
                }
              />
            ))}
          </ul>
          {readOnlyBecause === null ? (
            <button type="button" className="control -ml-2 mt-2 text-accent" onClick={addRoute}>
              <Plus aria-hidden className="size-4" />
              Add a route
            </button>
          ) : null}
        </div>
      </fieldset>
      {readOnlyBecause === null ? (
        <div className="flex items-center justify-end gap-2 border-line border-t px-4 py-3">
          <button
            type="button"
            className="control"
            onClick={() => setDraft((previous) => ({ ...defaults, routes: previous.routes }))}
          >
            Fill in the defaults
          </button>
          <PrimaryButton pending={pending} busy="Saving">
            Save limits
          </PrimaryButton>
        </div>
      ) : null}
    </form>
  );
}
