import type { ReactNode } from "react";

type Props = {
  children: ReactNode;
  pending?: boolean;
  /** What it says meanwhile. */
  busy?: string;
  wide?: boolean;
  /** What it does cannot be taken back. */
  isFinal?: boolean;
  /** Without it, it submits its form. */
  onClick?: () => void;
};

/** What a form or page is for. It keeps the focus while the work is under way, so it is not disabled but says so. */
export function PrimaryButton({ children, pending = false, busy, wide = false, isFinal = false, onClick }: Props) {
  return (
    <button
      type={onClick ? "button" : "submit"}
      aria-disabled={pending}
      onClick={onClick}
      className={`inline-flex h-9 items-center justify-center gap-2 rounded-md px-4 font-medium text-surface hover:opacity-90 aria-disabled:opacity-70 max-md:h-11 ${isFinal ? "bg-bad" : "bg-accent"} ${wide ? "w-full" : ""}`}
    >
      {pending && busy ? busy : children}
    </button>
  );
}
