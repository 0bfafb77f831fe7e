import type { ReactNode } from "react";

type Props = { pending: boolean; busy: string; children: ReactNode; wide?: boolean };

/** Submits its form. It keeps the focus while the work is under way, so it is not disabled but says so. */
export function PrimaryButton({ pending, busy, children, wide = false }: Props) {
  return (
    <button
      type="submit"
      aria-disabled={pending}
      className={`h-9 rounded-md bg-accent px-4 font-medium text-surface hover:opacity-90 aria-disabled:opacity-70 max-md:h-11 ${wide ? "w-full" : ""}`}
    >
      {pending ? busy : children}
    </button>
  );
}
