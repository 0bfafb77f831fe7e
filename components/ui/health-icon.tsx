import type { ReactNode } from "react";
import type { Health } from "@/lib/measured";

const shapes: Record<Health, ReactNode> = {
  ok: (
    <>
      <circle cx="12" cy="12" r="10" />
      <path d="m16 9-5.5 5.5L8 12" />
    </>
  ),
  warn: (
    <>
      <path d="M12 3 22 20.5H2Z" />
      <path d="M12 9.5v4.5M12 17h.01" />
    </>
  ),
  bad: (
    <>
      <path d="M8 2h8l6 6v8l-6 6H8l-6-6V8Z" />
      <path d="m15 9-6 6M9 9l6 6" />
    </>
  ),
  unknown: (
    <>
      <circle cx="12" cy="12" r="10" />
      <path d="M9 9.5a3 2.5 0 0 1 6 0c0 2-2 2-3 3.5M12 17h.01" />
    </>
  ),
};

/**
 * The shape of a state; shapes differ so that colour is never needed. Drawn here and not by lucide, whose icons are
 * client components, which a capsule's file cannot have.
 */
export function HealthIcon({ health, className }: { health: Health; className: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.25"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shapes[health]}
    </svg>
  );
}
