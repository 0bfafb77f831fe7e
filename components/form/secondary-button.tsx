import type { ReactNode } from "react";

type Props = { children: ReactNode; onClick: () => void; pending?: boolean };

/** What a form or panel also offers, in the primary button's size. */
export function SecondaryButton({ children, onClick, pending = false }: Props) {
  return (
    <button
      type="button"
      aria-disabled={pending}
      onClick={onClick}
      className="h-9 shrink-0 rounded-md border border-line-strong px-3 font-medium text-[0.8125rem] hover:bg-hover aria-disabled:opacity-70 max-md:h-11"
    >
      {children}
    </button>
  );
}
