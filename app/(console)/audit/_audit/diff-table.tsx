import clsx from "clsx";
import { CircleMinus, CirclePlus, Equal, PenLine } from "lucide-react";
import type { FieldChange } from "@/lib/audit/diff-records";

const kinds = {
  added: { icon: CirclePlus, word: "added", colour: "text-ok" },
  removed: { icon: CircleMinus, word: "removed", colour: "text-bad" },
  changed: { icon: PenLine, word: "changed", colour: "text-warn" },
  same: { icon: Equal, word: "as before", colour: "text-ink-3" },
} as const;

/** Every field of a change, those that differ first; on a phone each field is a block of its own. */
export function DiffTable({ fields }: { fields: FieldChange[] }) {
  return (
    <table className="mt-2 w-full table-fixed text-[0.8125rem] max-md:block">
      <thead className="text-left text-ink-3 text-xs max-md:sr-only">
        <tr className="border-line border-b">
          <th scope="col" className="w-[34%] px-4 py-1 font-normal">
            Field
          </th>
          <th scope="col" className="px-2 py-1 font-normal">
            Before
          </th>
          <th scope="col" className="px-2 py-1 font-normal">
            After
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {fields.map((field) => (
          <DiffRow key={field.path} field={field} />
        ))}
      </tbody>
    </table>
  );
}

function DiffRow({ field: { path, kind, before, after } }: { field: FieldChange }) {
  const { icon: Icon, word, colour } = kinds[kind];
  return (
    <tr
      data-change={kind}
      className={clsx("border-line border-b last:border-b-0 max-md:block max-md:py-2", kind === "same" && "text-ink-3")}
    >
      <th scope="row" className="wrap-anywhere px-4 py-1.5 text-left align-top font-medium max-md:block">
        {path === "" ? "value" : path}
        <span className={clsx("flex items-center gap-1 font-normal text-xs", colour)}>
          <Icon aria-hidden className="size-3.5 shrink-0" />
          {word}
        </span>
      </th>
      <Value label="Before" text={before} struck={kind === "changed" || kind === "removed"} />
      <Value label="After" text={after} struck={false} />
    </tr>
  );
}

function Value({ label, text, struck }: { label: string; text: string | null; struck: boolean }) {
  return (
    <td className="wrap-anywhere whitespace-pre-wrap px-2 py-1.5 align-top max-md:block max-md:px-4 max-md:py-0.5">
      <span className="text-ink-3 text-xs md:hidden">{label} </span>
      {text === null ? (
        <span className="text-ink-3">none</span>
      ) : struck ? (
        <del className="decoration-ink-3">{text}</del>
      ) : (
        text
      )}
    </td>
  );
}
