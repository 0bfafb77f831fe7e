import type { Part } from "@/lib/capsule/schema";
import { formatAge } from "@/lib/format/quantity";
import { formatIso } from "@/lib/format/time";
import type { Health } from "@/lib/measured";
import { html, type Markup, type Piece } from "./markup";

/** Where links into the console lead, when the capsule was frozen and its window ended: what all sections need. */
export type Context = { consoleUrl: string; frozenAtMs: number; windowEndMs: number };

/** What is read within this of the window's end is of the window. */
const sameMomentMs = 2 * 60_000;

/** Said of what can only be known of the moment of freezing, when that came well after the window; else null. */
function ofFreezing({ frozenAtMs, windowEndMs }: Context): Markup | null {
  const lateMs = frozenAtMs - windowEndMs;
  if (lateMs <= sameMomentMs) return null;
  return html`<p class="note">As it was when frozen, ${formatAge(lateMs)} after the window ended: it says nothing about the window.</p>`;
}

const healthSigns: Record<Health, string> = { ok: "\u2713", warn: "\u25b2", bad: "\u25a0", unknown: "?" };
const healthWords: Record<Health, string> = { ok: "ok", warn: "warning", bad: "bad", unknown: "unknown" };

/** A state as sign, word and colour. */
export function badge(health: Health, word = healthWords[health]): Markup {
  return html`<span class="state ${health}"><span aria-hidden="true">${healthSigns[health]}</span> ${word}</span>`;
}

/** "2026-11-25 18:03:07": all times of the document are UTC, and it says so once. */
export function moment(atMs: number): Markup {
  const iso = formatIso(atMs, { utc: true });
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)}</time>`;
}

/** How old a figure was when it was frozen. */
export function ageAt(atMs: number, { frozenAtMs }: Context): string {
  return `${formatAge(frozenAtMs - atMs)} old when frozen`;
}

/** A link to a page of the console; `path` is one of its own paths, else the text stands alone. */
export function consoleLink(path: string | null, text: Piece, { consoleUrl }: Context): Piece {
  if (path === null || !/^\/(?!\/)/.test(path)) return text;
  return html`<a href="${consoleUrl}${path}">${text}</a>`;
}

/** A link that whoever told of something gave along; text when it leads to no web page. */
export function outLink(url: string | null): Piece {
  if (url === null || !/^https?:\/\//i.test(url)) return url;
  return html`<a href="${url}" rel="noreferrer noopener">${url}</a>`;
}

type SectionOptions<T> = {
  id: string;
  title: string;
  part: Part<T>;
  empty: string /** Not of the window. */;
  isOfFreezing?: boolean;
};

/** A titled section; what is not known or empty says so in place of its content, always with its source. */
export function section<T>(
  { id, title, part, empty, isOfFreezing = false }: SectionOptions<T>,
  context: Context,
  render: (value: T) => Piece,
): Markup {
  const content =
    part.state === "known"
      ? render(part.value)
      : part.state === "nothing"
        ? html`<p class="none">${empty}</p>`
        : html`<p class="none">${badge("unknown")} Unknown: ${part.reason}</p>`;
  return html`<section id="capsule-${id}" data-part="${id}" data-state="${part.state}">
<h2>${title}</h2>
<p class="source">Source: ${part.source}, ${ageAt(part.atMs, context)}.</p>
${isOfFreezing ? ofFreezing(context) : null}
${content}
</section>`;
}

type Column = { title: string; wide?: boolean; number?: boolean };

function attributesOf({ wide, number }: Column): Piece {
  const names = [wide ? "wide" : "", number ? "number" : ""].filter(Boolean);
  return names.length > 0 && html` class="${names.join(" ")}"`;
}

/** A table; columns marked `wide` are left out on narrow screens, `number` ones are never broken. */
export function table(columns: readonly Column[], rows: readonly (readonly Piece[])[]): Markup {
  const attributes = columns.map(attributesOf);
  const row = (pieces: readonly Piece[]) =>
    html`<tr>${pieces.map((piece, index) => html`<td${attributes[index] ?? ""}>${piece}</td>`)}</tr>\n`;
  return html`<table>
<thead><tr>${columns.map(({ title }, index) => html`<th scope="col"${attributes[index] ?? ""}>${title}</th>`)}</tr></thead>
<tbody>${rows.map(row)}</tbody>
</table>`;
}

/** "3 more were left out." */
export function leftOutNote(count: number, what: string): Piece {
  return count > 0 ? html`<p class="source">${count.toLocaleString("en-US")} more ${what} left out.</p>` : null;
}

/** A figure, or a dash where there is none. */
export const orDash = <T>(value: T | null, format: (value: T) => Piece): Piece =>
  value === null ? "\u2013" : format(value);
