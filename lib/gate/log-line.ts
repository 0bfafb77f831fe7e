import "server-only";
import { z } from "zod";
import { canaryName } from "./canary";

/** What is the same in every line of one sender: who, on which path, and why it was refused ("" when it was not). */
const senderSchema = z.object({
  refusal: z.string(),
  token: z.string(),
  scope: z.string(),
  address: z.string(),
  agent: z.string(),
});
export type Sender = z.infer<typeof senderSchema>;

/** `bytes` is what nginx read, so of a refused request only its headers; `bodyBytes` is what its sender announced. */
export type LogLine = {
  atMs: number;
  status: number;
  bytes: number;
  bodyBytes: number;
  isAuthorized: boolean;
  sender: Sender;
};

/** Start of a line as deploy/nginx/gate.conf.template writes it; the rest is the sender's. */
const startPattern = /^\{"at":(\d+\.\d+),"status":(\d+),"bytes":(\d+),"body":(\d+),"seconds":[\d.]+,"auth":"([A-Z]*)",/;
const refusalPattern = /^"refusal":"([a-z:-]+)"/;
const sendersMax = 5000;

/** Who is beyond the bound of sources of one kind of refusal. */
export const othersOf = (refusal: string): Sender => ({ refusal, token: "", scope: "", address: "others", agent: "" });

/**
 * Reads lines of the gate's log. Senders are remembered by the text of their part of the line, since nearly all lines
 * are of few senders; the memory is dropped when a flood of made-up ones has filled it.
 */
export class LogLineReader {
  private readonly senders = new Map<string, Sender>();
  private readonly others = new Map<string, Sender>();

  /** For a refusal whose kind has all the sources it may have: the rest of the line is of no use, so it stays unread. */
  private uncounted(text: string, isFull: (refusal: string) => boolean): Sender | null {
    const refusal = refusalPattern.exec(text)?.[1];
    if (refusal === undefined || !isFull(refusal) || text.includes(canaryName)) return null;
    const others = this.others.get(refusal) ?? othersOf(refusal);
    this.others.set(refusal, others);
    return others;
  }

  private senderOf(text: string, isFull: (refusal: string) => boolean): Sender | null {
    const known = this.senders.get(text) ?? this.uncounted(text, isFull);
    if (known) return known;
    let sender: Sender;
    try {
      sender = senderSchema.parse(JSON.parse(`{${text}`));
    } catch {
      return null;
    }
    if (this.senders.size >= sendersMax) this.senders.clear();
    // A copy: the text is a part of what was read, and would keep all of it in memory.
    this.senders.set(Buffer.from(text).toString(), sender);
    return sender;
  }

  /**
   * One line, or null when it is none of the gate's. `isFull`: whether a kind of refusal has as many sources in the
   * hour of this time as are told apart.
   */
  read(line: string, isFull: (refusal: string, atMs: number) => boolean): LogLine | null {
    const start = startPattern.exec(line);
    if (!start) return null;
    const [, at, status, bytes, bodyBytes, auth] = start;
    const atMs = Number(at) * 1000;
    const sender = this.senderOf(line.slice(start[0].length), (refusal) => isFull(refusal, atMs));
    if (!sender) return null;
    const numbers = { status: Number(status), bytes: Number(bytes), bodyBytes: Number(bodyBytes) };
    return { atMs, ...numbers, isAuthorized: auth !== "", sender };
  }
}
