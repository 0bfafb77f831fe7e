import "server-only";
import { canaryName } from "./canary";
import { type LogLine, type Sender, senderSchema } from "./log-types";
import { mayLoseSpans } from "./refused-pushes";

/** Whether a kind of refusal already has as many sources in the hour of this time as are told apart. */
type IsFull = (refusal: string, atMs: number) => boolean;

const lineStart = '{"at":';
/** Start of a line as deploy/nginx/gate.conf.template writes it; the rest is the sender's. */
const startPattern = /^\{"at":(\d+\.\d+),"status":(\d+),"bytes":(\d+),"body":(\d+),"seconds":[\d.]+,"auth":"([A-Z]*)",/;
/** After this comes what is the same for a sender, where the console said no or was not asked. */
const notAsked = '"auth":"",';
const beforeRefusal = `${notAsked}"refusal":"`;
const sendersMax = 5000;

/** The sender that stands for all beyond the bound of one kind of refusal. */
export const othersOf = (refusal: string): Sender => ({ refusal, token: "", scope: "", address: "others", agent: "" });

/**
 * Reads lines of the gate's log. Senders are remembered by the text of their part of the line, since nearly all lines
 * come from few senders; the memory is cleared when a flood of made-up ones has filled it.
 */
export class LogLineReader {
  private readonly senders = new Map<string, Sender>();
  private readonly others = new Map<string, Sender>();

  /**
   * Reads only time and sender of a refused line, which is all that counts. In a flood that is every line, and most are
   * of a kind that already has all the sources it may have: then the rest of the line is not even parsed.
   */
  private readRefused(line: string, isFull: IsFull): LogLine | null {
    const authAt = line.indexOf(beforeRefusal);
    if (authAt < 0 || !line.startsWith(lineStart)) return null;
    const sender = this.senders.get(line.slice(authAt + notAsked.length)) ?? null;
    const kindAt = authAt + beforeRefusal.length;
    const refusal = sender?.refusal ?? line.slice(kindAt, line.indexOf('"', kindAt));
    const atMs = Number(line.slice(lineStart.length, line.indexOf(",", lineStart.length))) * 1000;
    if (refusal === "" || Number.isNaN(atMs)) return null;
    const none = { status: 0, bytes: 0, bodyBytes: 0, isAuthorized: false };
    // For a push of traces the length counts too.
    if (sender) return mayLoseSpans(sender) ? null : { atMs, ...none, sender };
    if (!isFull(refusal, atMs) || line.includes(canaryName)) return null;
    const others = this.others.get(refusal) ?? othersOf(refusal);
    this.others.set(others.refusal, others);
    return { atMs, ...none, sender: others };
  }

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
    // A copy: the text is a slice of what was read, and would keep all of it in memory.
    this.senders.set(Buffer.from(text).toString(), sender);
    return sender;
  }

  /**
   * One line, or null when it is not one of the gate's. Of a line that is counted under "others", only time and kind
   * are read.
   */
  read(line: string, isFull: IsFull): LogLine | null {
    const refused = this.readRefused(line, isFull);
    if (refused) return refused;
    const start = startPattern.exec(line);
    if (!start) return null;
    const [, at, status, bytes, bodyBytes, auth] = start;
    const sender = this.senderOf(line.slice(start[0].length));
    if (!sender) return null;
    const numbers = { status: Number(status), bytes: Number(bytes), bodyBytes: Number(bodyBytes) };
    return { atMs: Number(at) * 1000, ...numbers, isAuthorized: auth !== "", sender };
  }
}
