/** Repeats of a line within this time are counted instead of written. */
export const foldMs = 60_000;
/** The most kinds of lines remembered; outsiders can cause any number of them. */
const kindsMax = 500;

type Kind = { line: string; sinceMs: number; repeats: number };

/** A line without its time: equal ones are repeats. pino writes the level first and the time second. */
const kindOf = (line: string) => line.replace(/"time":"[^"]*"/, "");

/** The line again, with the current time and the number of repeats that were not written. */
function sumOf({ line, repeats }: Kind, nowMs: number): string {
  const anew = line.replace(/"time":"[^"]*"/, `"time":"${new Date(nowMs).toISOString()}"`);
  return anew.replace(/\}\s*$/, `,"repeated":${repeats}}\n`);
}

/**
 * Keeps a log short when one thing happens again and again: of equal JSON lines within a minute the first is written,
 * and at the end of the minute once more with `repeated`, the number of the others. Nothing goes uncounted.
 */
export function createLineFolder() {
  const kinds = new Map<string, Kind>();

  /** Forgets the kinds for which `isOver` holds; returns their summary lines, oldest first. */
  function end(nowMs: number, isOver: (kind: Kind) => boolean): string {
    let text = "";
    for (const [key, kind] of kinds) {
      if (!isOver(kind)) continue;
      kinds.delete(key);
      if (kind.repeats > 0) text += sumOf(kind, nowMs);
    }
    return text;
  }

  return {
    /** What to write for a line now: the line, with a summary before it where one is due; nothing for a repeat. */
    take(line: string, nowMs: number): string {
      const key = kindOf(line);
      const known = kinds.get(key);
      // After the clock was set back, start over.
      const age = known ? nowMs - known.sinceMs : 0;
      if (known && age >= 0 && age < foldMs) {
        known.repeats += 1;
        return "";
      }
      const due = end(nowMs, (kind) => kind === known);
      kinds.set(key, { line, sinceMs: nowMs, repeats: 0 });
      const [oldest] = kinds.values();
      return due + (kinds.size > kindsMax ? end(nowMs, (kind) => kind === oldest) : "") + line;
    },
    /** The summaries that are due; with `all` also those whose minute is not over. */
    settle: (nowMs: number, { all = false } = {}) => end(nowMs, ({ sinceMs }) => all || nowMs - sinceMs >= foldMs),
  };
}
