/** A line of the kernel log, from /dev/kmsg or from the journal. */
export type KernelRecord = {
  bootId: string;
  /** Sequence number (kmsg) or cursor (journal): by it the record counts once. */
  cursor: string;
  atMs: number;
  text: string;
};

export type KmsgRecord = { sequence: number; sinceBootUs: number; text: string };

const decoder = new TextDecoder();

/** The kernel writes bytes outside of printable ASCII as \xNN; several make one character of UTF-8. */
function unescapeText(text: string): string {
  return text.replace(/(?:\\x[0-9a-f]{2})+/gi, (run) => {
    const bytes = run
      .split("\\x")
      .slice(1)
      .map((hex) => Number.parseInt(hex, 16));
    return decoder.decode(Uint8Array.from(bytes));
  });
}

/**
 * One record as a read of /dev/kmsg gives it: `priority,sequence,microseconds,flags[,more];text`, then lines of
 * properties that start with a space. Null when it is not a record, or not the kernel's own (root can write there too;
 * the priority is above 7 then). Source: Documentation/ABI/testing/dev-kmsg.
 */
export function parseKmsg(record: string): KmsgRecord | null {
  const match = /^[0-7],(\d+),(\d+),[^;\n]*;([^\n]*)/.exec(record);
  if (!match) return null;
  return { sequence: Number(match[1]), sinceBootUs: Number(match[2]), text: unescapeText(match[3] ?? "") };
}
