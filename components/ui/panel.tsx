import clsx from "clsx";
import type { ReactNode } from "react";

type Props = {
  id: string;
  title: ReactNode;
  /** Its accessible name, where the title holds more than a name. */
  label?: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
} & Record<`data-${string}`, string>;

/** A titled box of the page. `id` is what a clause of the verdict links to. */
export function Panel({ id, title, label, aside, children, className, ...data }: Props) {
  return (
    <section
      {...data}
      id={id}
      aria-label={label}
      aria-labelledby={label ? undefined : `${id}-title`}
      tabIndex={-1}
      className={clsx("panel min-w-0 target:outline-2 target:outline-accent", className)}
    >
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-3 pt-2 pb-1">
        <h2 id={`${id}-title`} className="font-semibold text-ink text-sm">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
