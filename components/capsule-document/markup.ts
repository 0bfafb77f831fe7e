/** Text that is HTML already: only the functions of this file make it, so what is not marked up is always escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Piece = Markup | string | number | null | false | readonly Piece[];

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as the content of an element, or of an attribute in double quotes. */
const escapeText = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

function textOf(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (piece === null || piece === false) return "";
  if (typeof piece === "string" || typeof piece === "number") return escapeText(String(piece));
  return piece.map(textOf).join("");
}

/**
 * HTML with everything put into it escaped. A value may stand where an element's content or a quoted attribute stands,
 * never as a name, within a script or style, or as a whole URL that others wrote.
 */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Markup {
  return new Markup(strings.reduce((text, part, index) => text + textOf(pieces[index - 1] ?? null) + part));
}

/** JSON inside a script element that no browser runs. Nothing in it can end the element or begin a comment. */
export function dataScript(id: string, value: unknown): Markup {
  const inert = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const json = JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, inert);
  return new Markup(`<script type="application/json" id="${escapeText(id)}">${json}</script>`);
}

/** A constant of ours as the content of a style element. Throws when it could end the element. */
export function stylesheet(css: string): Markup {
  if (css.includes("<")) throw new Error("a stylesheet has no <");
  return new Markup(css);
}
