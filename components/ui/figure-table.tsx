import clsx from "clsx";
import type { ReactNode } from "react";

export type Column<Row> = {
  title: string;
  hint?: string;
  /** The first column names the row; the others are figures, right-aligned. */
  cell: (row: Row) => ReactNode;
  /** Left out on a phone, where the row is a card. */
  wide?: boolean;
};

type Props<Row> = { label: string; columns: Column<Row>[]; rows: readonly Row[]; keyOf: (row: Row) => string };

/** A table of figures; on a phone each row is a card with its figures labelled, so nothing scrolls sideways. */
export function FigureTable<Row>({ label, columns, rows, keyOf }: Props<Row>) {
  const [head, ...figures] = columns;
  return (
    <table className="w-full text-right text-[0.8125rem] max-md:block" aria-label={label}>
      <thead className="text-ink-3 text-xs max-md:hidden">
        <tr>
          {columns.map(({ title, hint }, index) => (
            <th
              key={title}
              scope="col"
              title={hint}
              className={clsx(
                "border-line border-b py-1.5 font-medium",
                index === 0 ? "pl-3 text-left" : "px-2 last:pr-3",
              )}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            data-row={keyOf(row)}
            className="relative border-line hover:bg-hover max-md:grid max-md:grid-cols-3 max-md:gap-x-2 max-md:gap-y-1 max-md:border-t max-md:px-3 max-md:py-2 md:[&>*]:border-line md:[&>*]:border-b"
          >
            <th
              scope="row"
              className="py-1 pl-3 text-left font-normal max-md:col-span-3 max-md:p-0 md:max-w-96 [overflow-wrap:anywhere]"
            >
              {head?.cell(row)}
            </th>
            {figures.map(({ title, cell, wide }) => (
              <td
                key={title}
                className={clsx("tabular px-2 py-1 last:pr-3 max-md:p-0 max-md:text-left", wide && "max-md:hidden")}
              >
                <span aria-hidden className="block text-2xs text-ink-3 md:hidden">
                  {title}
                </span>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A dash that says why there is no figure. */
export function NoFigure({ reason }: { reason: string }) {
  return (
    <span className="text-ink-3" title={reason}>
      <span aria-hidden>–</span>
      <span className="sr-only">{reason}</span>
    </span>
  );
}
