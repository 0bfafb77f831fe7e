import "server-only";
import { z } from "zod";

/** What is the same in every line of one sender: who, on which path, and why it was refused ("" when it was not). */
const senderSchema = z.object({
  refusal: z.string(),
  token: z.string(),
  scope: z.string(),
  address: z.string(),
  agent: z.string(),
});
export type Sender = z.infer<typeof senderSchema>;

export type LogLine = { atMs: number; status: number; bytes: number; isAuthorized: boolean; sender: Sender };

/** Start of a line as deploy/nginx/gate.conf.template writes it; the rest is the sender's. */
const startPattern = /^\{"at":(\d+\.\d+),"status":(\d+),"bytes":(\d+),"seconds":[\d.]+,"auth":"([A-Z]*)",/;
const sendersMax = 5000;

/**
 * Reads lines of the gate's log. Senders are remembered by the text of their part of the line, since nearly all lines
 * are of few senders; the memory is dropped when a flood of made-up ones has filled it.
 */
export class LogLineReader {
  private readonly senders = new Map<string, Sender>();

  private senderOf(text: string): Sender | null {
    const known = this.senders.get(text);
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

  /** One line, or null when it is none of the gate's. */
  read(line: string): LogLine | null {
    const start = startPattern.exec(line);
    if (!start) return null;
    const sender = this.senderOf(line.slice(start[0].length));
    if (!sender) return null;
    const [, at, status, bytes, auth] = start;
    return { atMs: Number(at) * 1000, status: Number(status), bytes: Number(bytes), isAuthorized: auth !== "", sender };
  }
}
