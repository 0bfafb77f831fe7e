import clsx from "clsx";

type Props = { figures: readonly (readonly [name: string, figure: string])[]; className?: string };

/** Named figures in a grid, each below its name; two columns on a phone. */
export function FigureList({ figures, className = "sm:grid-cols-3" }: Props) {
  return (
    <dl className={clsx("tabular grid grid-cols-2 gap-x-4 gap-y-1.5 px-3 pb-2", className)}>
      {figures.map(([name, figure]) => (
        <div key={name}>
          <dt className="text-2xs text-ink-3">{name}</dt>
          <dd className="text-[0.8125rem]">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
