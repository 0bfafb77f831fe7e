import clsx from "clsx";

/** A grey box of the size that the content will have. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx("skeleton", className)} />;
}
