"use client";
import { Eye, EyeOff } from "lucide-react";
import { useId, useState } from "react";

type Props = {
  label: string;
  name: string;
  type: "text" | "email" | "password";
  autoComplete: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  hint?: string;
  autoFocus?: boolean;
  inputMode?: "numeric" | "email" | "text";
};

/** A labelled input of an account form. A password can be shown; hint and error are tied to the input. */
export function AuthField({ label, type, value, onChange, error, hint, autoFocus = false, ...input }: Props) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="block font-medium">
        {label}
      </label>
      <div className="relative mt-1">
        <input
          {...input}
          id={id}
          type={type === "password" && shown ? "text" : type}
          value={value}
          // biome-ignore lint/a11y/noAutofocus: the only thing to do on the dialog or page that opened
          autoFocus={autoFocus}
          spellCheck={false}
          autoCapitalize="none"
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          onChange={(event) => onChange(event.target.value)}
          className={`field w-full max-md:h-11 max-md:text-base ${type === "password" ? "pr-11" : ""}`}
        />
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
