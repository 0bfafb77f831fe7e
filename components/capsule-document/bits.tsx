import { Fragment, type ReactNode } from "react";
import { healthWords } from "@/components/ui/health";
import type { Part } from "@/lib/capsule/schema";
import { formatAge } from "@/lib/format/quantity";
import { formatIso } from "@/lib/format/time";
import type { Health } from "@/lib/measured";

/** Where links into the console lead, when the capsule was frozen and its window ended: what all sections need. */
export type Context = { consoleUrl: string; frozenAtMs: number; windowEndMs: number };

/** What is read within this of the window's end is of the window. */
const sameMomentMs = 2 * 60_000;

/** One piece per item. */
export function each<T>(items: readonly T[], render: (item: T, index: number) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: a capsule is drawn once, and nothing in it moves
  return items.map((item, index) => <Fragment key={index}>{render(item, index)}</Fragment>);
}

/** Said of what can only be known of the moment of freezing, when that came well after the window; else nothing. */
function OfFreezing({ frozenAtMs, windowEndMs }: Context): ReactNode {
  const lateMs = frozenAtMs - windowEndMs;
  if (lateMs <= sameMomentMs) return null;
  return (
    <p className="note">
      As it was when frozen, {formatAge(lateMs)} after the window ended: it says nothing about the window.
    </p>
  );
}

// Characters, since the icons of the pages are client components, which a file without scripts cannot have.
const healthSigns: Record<Health, string> = { ok: "\u2713", warn: "\u25b2", bad: "\u25a0", unknown: "?" };

/** A state as sign, word and colour. */
export function Badge({ health, word = healthWords[health] }: { health: Health; word?: string }): ReactNode {
  return (
    <span className={`state ${health}`}>
      <span aria-hidden="true">{healthSigns[health]}</span> {word}
    </span>
  );
}

/** "2026-11-25 18:03:07": all times of the document are UTC, and it says so once. */
export function Moment({ atMs }: { atMs: number }): ReactNode {
  const iso = formatIso(atMs, { utc: true });
  return (
    <time dateTime={iso}>
      {iso.slice(0, 10)} {iso.slice(11, 19)}
    </time>
  );
}

/** How old a figure was when it was frozen. */
export function ageAt(atMs: number, { frozenAtMs }: Context): string {
  return `${formatAge(frozenAtMs - atMs)} old when frozen`;
}

type LinkProps = { path: string | null; context: Context; children: ReactNode };

/** A link to a page of the console; `path` is one of its own paths, else the text stands alone. */
export function ConsoleLink({ path, context, children }: LinkProps): ReactNode {
  if (path === null || !/^\/(?!\/)/.test(path)) return children;
  return <a href={`${context.consoleUrl}${path}`}>{children}</a>;
}

/** A link that whoever told of something gave along; text when it leads to no web page. */
export function WebLink({ url }: { url: string | null }): ReactNode {
  if (url === null || !/^https?:\/\//i.test(url)) return url;
  return (
    <a href={url} rel="noreferrer noopener">
      {url}
    </a>
  );
}

type SectionProps<T> = {
  id: string;
  title: string;
  part: Part<T>;
  /** What stands there when the part is empty. */
  empty: string;
  /** Not of the window. */
  isOfFreezing?: boolean;
  context: Context;
  children: (value: T) => ReactNode;
};

/** A titled section; what is not known or empty says so in place of its content, always with its source. */
export function Section<T>(props: SectionProps<T>): ReactNode {
  const { id, title, part, empty, isOfFreezing = false, context, children } = props;
  return (
    <section id={`capsule-${id}`} data-part={id} data-state={part.state}>
      <h2>{title}</h2>
      <p className="source">
        Source: {part.source}, {ageAt(part.atMs, context)}.
      </p>
      {isOfFreezing ? <OfFreezing {...context} /> : null}
      {part.state === "known" ? children(part.value) : null}
      {part.state === "nothing" ? <p className="none">{empty}</p> : null}
      {part.state === "unknown" ? <Unknown reason={part.reason} /> : null}
    </section>
  );
}

/** Why something is not known. */
export function Unknown({ reason }: { reason: string }): ReactNode {
  return (
    <p className="none">
      <Badge health="unknown" /> Unknown: {reason}
    </p>
  );
}

/** Columns marked `wide` are left out on narrow screens, `number` ones are never broken. */
export type Column<Row> = { title: string; cell: (row: Row) => ReactNode; wide?: boolean; number?: boolean };
const classOf = ({ wide, number }: Pick<Column<never>, "wide" | "number">) =>
  [wide ? "wide" : "", number ? "number" : ""].filter(Boolean).join(" ") || undefined;

export function Table<Row>({ columns, rows }: { columns: readonly Column<Row>[]; rows: readonly Row[] }): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          {each(columns, (column) => (
            <th scope="col" className={classOf(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {each(rows, (row) => (
          <tr>
            {each(columns, (column) => (
              <td className={classOf(column)}>{column.cell(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "3 more were left out." */
export function LeftOut({ count, what }: { count: number; what: string }): ReactNode {
  if (count <= 0) return null;
  return (
    <p className="source">
      {count.toLocaleString("en-US")} more {what} left out.
    </p>
  );
}

/** A figure, or a dash where there is none. */
export const orDash = <T,>(value: T | null, format: (value: T) => ReactNode): ReactNode =>
  value === null ? "\u2013" : format(value);
