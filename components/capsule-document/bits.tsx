import { Fragment, type ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import type { Capsule, Part } from "@/lib/capsule/schema";
import { formatAge } from "@/lib/format/quantity";
import { formatIso } from "@/lib/format/time";

/** Where links into the console lead, when the capsule was frozen and its window ended: what all sections need. */
export type Context = { consoleUrl: string; frozenAtMs: number; windowEndMs: number };
export type SectionProps = { capsule: Capsule; context: Context };

/** What is read within this of the window's end is of the window. */
const sameMomentMs = 2 * 60_000;

/** One piece per item. */
export function each<T>(items: readonly T[], render: (item: T, index: number) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: a capsule is drawn once, and nothing in it moves
  return items.map((item, index) => <Fragment key={index}>{render(item, index)}</Fragment>);
}

/** What is said in small print. */
export function Fine({ children }: { children: ReactNode }): ReactNode {
  return <p className="text-ink-3 text-xs">{children}</p>;
}

/** Said of what can only be known of the moment of freezing, when that came well after the window; else nothing. */
function OfFreezing({ frozenAtMs, windowEndMs }: Context): ReactNode {
  const lateMs = frozenAtMs - windowEndMs;
  if (lateMs <= sameMomentMs) return null;
  return (
    <p className="border-line-strong border-l-2 pl-3">
      As it was when frozen, {formatAge(lateMs)} after the window ended: it says nothing about the window.
    </p>
  );
}

/** "2026-11-25 18:03:07": all times of the document are UTC, and it says so once. */
export function UtcTime({ atMs }: { atMs: number }): ReactNode {
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

const linkClass = "text-accent underline underline-offset-3 print:text-inherit";

type LinkProps = { path: string | null; context: Context; children: ReactNode };

/** A link to a page of the console; `path` is one of its own paths, else the text stands alone. */
export function ConsoleLink({ path, context, children }: LinkProps): ReactNode {
  if (path === null || !/^\/(?!\/)/.test(path)) return children;
  return (
    <a href={`${context.consoleUrl}${path}`} className={linkClass}>
      {children}
    </a>
  );
}

/** A link that whoever told of something gave along; text when it leads to no web page. */
export function WebLink({ url }: { url: string | null }): ReactNode {
  if (url === null || !/^https?:\/\//i.test(url)) return url;
  return (
    <a href={url} rel="noreferrer noopener" className={linkClass}>
      {url}
    </a>
  );
}

type Props<T> = {
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
export function Section<T>(props: Props<T>): ReactNode {
  const { id, title, part, empty, isOfFreezing = false, context, children } = props;
  return (
    <Panel id={`capsule-${id}`} title={title} data-part={id} data-state={part.state}>
      <div className="space-y-1.5 px-3 pb-3">
        <Fine>
          Source: {part.source}, {ageAt(part.atMs, context)}.
        </Fine>
        {isOfFreezing ? <OfFreezing {...context} /> : null}
        {part.state === "known" ? children(part.value) : null}
        {part.state === "nothing" ? <p className="text-ink-2">{empty}</p> : null}
        {part.state === "unknown" ? <Unknown reason={part.reason} /> : null}
      </div>
    </Panel>
  );
}

/** Why something is not known. */
export function Unknown({ reason }: { reason: string }): ReactNode {
  return (
    <p className="text-ink-2">
      <StateBadge health="unknown" bare /> Unknown: {reason}
    </p>
  );
}

/** "3 more were left out." */
export function LeftOut({ count, what }: { count: number; what: string }): ReactNode {
  if (count <= 0) return null;
  return (
    <Fine>
      {count.toLocaleString("en-US")} more {what} left out.
    </Fine>
  );
}

/** A figure, or a dash where there is none. */
export const orDash = <T,>(value: T | null, format: (value: T) => ReactNode): ReactNode =>
  value === null ? "\u2013" : format(value);
