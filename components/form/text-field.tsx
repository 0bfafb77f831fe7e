"use client";
import { useId } from "react";

type Props = {
  label: string;
  unit?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  hint?: string;
  placeholder?: string;
  compact?: boolean;
};

/** A labelled input with its unit, hint and error; the error is tied to the input for those who hear the page. */
export function TextField({ label, unit, value, onChange, error, hint, placeholder, compact = false }: Props) {
  const id = useId();
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={compact ? "block text-ink-2 text-xs" : "block font-medium"}>
        {label}
      </label>
      <div className="mt-1 flex items-center gap-2">
        <input
          id={id}
          value={value}
          inputMode={unit ? "decimal" : "text"}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          onChange={(event) => onChange(event.target.value)}
          className={`field w-full max-md:h-11 max-md:text-base ${unit ? "text-right" : ""}`}
        />
        {unit ? <span className="w-6 shrink-0 text-ink-2">{unit}</span> : null}
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-ink-3 text-xs">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="mt-1 font-medium text-bad text-xs">
          {error}
        </p>
      ) : null}
    </div>
  );
}
