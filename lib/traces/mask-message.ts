const masks: [RegExp, string][] = [
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "<address>"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<id>"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, "<host>"],
  [/"[^"]*"|'[^']*'/g, "<text>"],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, "<id>"],
  // A status says what happened; any other number only to whom.
  [/(?<![\w.])(?![1-5]\d\d(?![\w.]*\d))\d+(?:\.\d+)?/g, "<n>"],
];

/** A failure's message without what differs from one request to the next, so that equal failures read alike. */
export function maskMessage(message: string): string {
  return masks
    .reduce((text, [pattern, mask]) => text.replace(pattern, mask), message)
    .replace(/\s+/g, " ")
    .trim();
}
