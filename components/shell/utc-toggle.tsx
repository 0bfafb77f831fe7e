"use client";
import { updateView, useView } from "./view-store";

/** Times in UTC, or in this machine's zone. */
export function UtcToggle({ className = "" }: { className?: string }) {
  const { utc } = useView();
  return (
    <button
      type="button"
      aria-pressed={utc}
      title={`Times are ${utc ? "UTC" : "local"} (u)`}
      onClick={() => updateView((view) => ({ utc: !view.utc }))}
      className={`control font-medium aria-pressed:bg-accent-tint aria-pressed:text-accent ${className}`}
    >
      UTC
    </button>
  );
}
