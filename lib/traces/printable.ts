// Control characters, and those that change the direction of the text around them: a name must not hide what it is.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The text with invisible characters written out (`\u202e`); line breaks and tabs stay. */
export function printable(text: string): string {
  return text
    .replace(/\r\n/g, "\n")
    .replace(unseen, escaped)
    .replace(/\p{Surrogate}/gu, "\ufffd");
}
