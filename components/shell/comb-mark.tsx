import clsx from "clsx";

/** Three hexagon cells: a comb, the product's mark. */
export function CombMark({ className }: { className: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className={clsx("text-accent", className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinejoin="round"
    >
      <path d="M12 2.5l4 2.3v4.6l-4 2.3-4-2.3V4.8z" fill="currentColor" />
      <path d="M7.5 11.5l4 2.3v4.6l-4 2.3-4-2.3v-4.6zM16.5 11.5l4 2.3v4.6l-4 2.3-4-2.3v-4.6z" />
    </svg>
  );
}
