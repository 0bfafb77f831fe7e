"use client";
import { Eye, EyeOff } from "lucide-react";
import { type ChangeEvent, type InputHTMLAttributes, type ReactNode, useId, useState } from "react";

type Props = {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email" | "password" | "date";
  /** More than one: a text of several lines. */
  rows?: number;
  unit?: string;
  error?: string;
  hint?: ReactNode;
  compact?: boolean;
} & Pick<
  InputHTMLAttributes<HTMLInputElement>,
  "name" | "autoComplete" | "inputMode" | "placeholder" | "max" | "maxLength" | "autoFocus"
>;

/** A labelled input with its unit, hint and error, both tied to it for those who hear the page. A password can be shown. */
export function Field({ label, value, onChange, type = "text", unit, error, hint, compact = false, ...rest }: Props) {
  const { rows = 1, autoFocus = false, autoComplete = "off", inputMode, ...input } = rest;
  const id = useId();
  const [shown, setShown] = useState(false);
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  const Icon = shown ? EyeOff : Eye;
  const common = {
    ...input,
    id,
    value,
    autoComplete,
    spellCheck: false,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": described || undefined,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.target.value),
  };
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={compact ? "block text-ink-2 text-xs" : "block font-medium"}>
        {label}
      </label>
      <div className="relative mt-1 flex items-center gap-2">
        {rows > 1 ? (
          <textarea {...common} rows={rows} className="field h-auto w-full py-1.5 max-md:text-base" />
        ) : (
          <input
            {...common}
            type={type === "password" && shown ? "text" : type}
            inputMode={inputMode ?? (unit ? "decimal" : undefined)}
            autoCapitalize="none"
            // biome-ignore lint/a11y/noAutofocus: the only thing to do on the dialog or page that opened
            autoFocus={autoFocus}
            className={`field w-full max-md:h-11 max-md:text-base ${type === "password" ? "pr-11" : ""} ${unit ? "text-right" : ""}`}
          />
        )}
        {unit ? <span className="w-6 shrink-0 text-ink-2">{unit}</span> : null}
        {type === "password" ? (
          <button
            type="button"
            className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded text-ink-3 hover:text-ink"
            aria-label={shown ? "Hide what is typed" : "Show what is typed"}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            <Icon aria-hidden className="size-4" />
          </button>
        ) : null}
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-ink-3 text-xs">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-1 font-medium text-bad text-xs">
          {error}
        </p>
      ) : null}
    </div>
  );
}
