"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { freezeAction } from "@/components/capsule/actions";
import { FormNotice } from "@/components/form/form-notice";
import { PrimaryButton } from "@/components/form/primary-button";
import { useAction } from "@/components/form/use-action";
import type { WindowChoice } from "@/lib/capsule/window";
import { capsuleHref } from "@/lib/links/routes";
import { defaultRange, isRangeKey, rangeKeys } from "@/lib/ranges/ranges";

type Alert = { id: string; title: string; isOpen: boolean };

/** A time as typed into the form, in UTC; null when it is not one. */
function timeOf(text: string): number | null {
  const atMs = Date.parse(`${text}Z`);
  return Number.isNaN(atMs) ? null : atMs;
}

function choiceOf(chosen: string, from: string, to: string): WindowChoice | string {
  if (isRangeKey(chosen)) return { kind: "range", range: chosen };
  if (chosen !== "times") return { kind: "alert", alertId: chosen };
  const [startMs, endMs] = [timeOf(from), timeOf(to)];
  if (startMs === null) return "Say when the window starts.";
  return endMs === null ? { kind: "times", startMs } : { kind: "times", startMs, endMs };
}

/** Any window: a range, an incident with the five minutes before it, or two times; with title and note. */
export function FreezeForm({ alerts }: { alerts: readonly Alert[] }) {
  const router = useRouter();
  const id = useId();
  const { errors, pending, run } = useAction();
  const [chosen, setChosen] = useState<string>(defaultRange);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const window = choiceOf(chosen, text("from"), text("to"));
    if (typeof window === "string") return setProblem(window);
    setProblem(null);
    run(() => freezeAction({ window, title: text("title"), note: text("note") }), {
      onDone: (made) => router.push(capsuleHref(made.id)),
    });
  };
  const failure = problem ?? Object.values(errors)[0];
  return (
    <form onSubmit={submit} className="grid gap-3 px-3 pb-3 md:grid-cols-2">
      <div className="min-w-0">
        <label htmlFor={`${id}-window`} className="block font-medium">
          Window
        </label>
        <select
          id={`${id}-window`}
          className="field mt-1 w-full"
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          {rangeKeys.map((range) => (
            <option key={range} value={range}>
              Last {range}
            </option>
          ))}
          {alerts.map(({ id: alertId, title, isOpen }) => (
            <option key={alertId} value={alertId}>
              {isOpen ? "Open alert" : "Past alert"}: {title}
            </option>
          ))}
          <option value="times">Two times</option>
        </select>
      </div>
      <div className="min-w-0">
        <label htmlFor={`${id}-title`} className="block font-medium">
          Title <span className="font-normal text-ink-3">(without one: its verdict)</span>
        </label>
        <input id={`${id}-title`} name="title" maxLength={120} className="field mt-1 w-full" autoComplete="off" />
      </div>
      {chosen === "times" ? (
        <div className="grid min-w-0 gap-3 sm:grid-cols-2 md:col-span-2">
          {(["from", "to"] as const).map((name) => (
            <div key={name} className="min-w-0">
              <label htmlFor={`${id}-${name}`} className="block font-medium">
                {name === "from" ? "From, UTC" : "To, UTC"}{" "}
                {name === "to" ? <span className="font-normal text-ink-3">(empty: now)</span> : null}
              </label>
              <input id={`${id}-${name}`} name={name} type="datetime-local" className="field mt-1 w-full" />
            </div>
          ))}
        </div>
      ) : null}
      <div className="min-w-0 md:col-span-2">
        <label htmlFor={`${id}-note`} className="block font-medium">
          Note
        </label>
        <textarea id={`${id}-note`} name="note" maxLength={2000} rows={2} className="field mt-1 h-auto w-full py-1.5" />
      </div>
      <div className="md:col-span-2">
        <PrimaryButton pending={pending} busy="Freezing">
          Freeze
        </PrimaryButton>
        {failure ? <FormNotice health="bad">{failure}</FormNotice> : null}
      </div>
    </form>
  );
}
