import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeUserAgent } from "@/app/(console)/settings/account/_account/describe-user-agent";
import { csvLine } from "@/lib/audit/to-csv";
import { safeReturnPath } from "@/lib/auth/safe-return-path";
import { parseEvent } from "@/lib/docker/parse-event";
import { LogLineReader } from "@/lib/gate/log-line";
import { parseKmsg } from "@/lib/resources/kernel-log/parse-kmsg";
import { createOomReader } from "@/lib/resources/kernel-log/parse-oom";
import { parseMetricsText } from "@/lib/resources/parse-metrics-text";
import { redact, redactText } from "@/lib/runtime/redact";
import { deployInput } from "@/lib/timeline/deploys/deploy-input";
import { parseAuthorization } from "@/lib/tokens/format";
import { cleanTrace } from "@/lib/traces/clean-trace";
import { printable } from "@/lib/traces/printable";
import { parseDurationMs } from "@/lib/traces/search/read-criteria";
import { readPasted } from "@/lib/traces/search/read-pasted";
import { maskSql } from "@/lib/traces/sql/mask-sql";
import { normalizeSql } from "@/lib/traces/sql/normalize-sql";
import { addressGroup, clientAddress } from "@/lib/web/client-address";
import { countHostile, type HostilePart } from "@/scripts/suite/count-hostile.mjs";

const template = readFileSync(path.join(import.meta.dirname, "../deploy/nginx/gate.conf.template"), "utf8");
/** The gate's own expressions; nginx backtracks as JavaScript does. */
const gatePatterns = [...template.matchAll(/^ {2}"~(.+?)" /gm)].map(([, source = ""]) => new RegExp(source));

const record = (text: string) => ({ bootId: "b", cursor: "1", atMs: 0, text });
const span = (text: string) => ({
  traceId: "a".repeat(32),
  spanId: "b".repeat(16),
  parentSpanId: null,
  service: text,
  name: text,
  kind: "server",
  startUs: 0,
  durationUs: 1,
  tags: { "http.url": text, "db.statement": text, "error.message": text, [text]: text },
  resource: {},
  events: [{ name: text, timestampUs: 0, attributes: { "exception.stacktrace": text } }],
  links: [],
  warnings: [text],
});

/** Whose input each of them reads, where it is not that of traces. */
const parts: Record<string, HostilePart> = {
  "a kmsg record": "kernel log",
  "a kernel line": "kernel log",
  "a kernel constraint": "kernel log",
  "a kernel kill": "kernel log",
  "a user agent": "sign-in",
  "a path to return to": "sign-in",
  "a forwarded address": "sign-in",
  "an address": "sign-in",
  "metrics text": "metrics",
  "a line of the gate's log": "gate",
  "an Authorization header": "gate",
  "the gate's maps": "gate",
  "a Docker event": "Docker",
  "a told deploy": "deploys",
  "a pasted text": "APIs",
  "a typed duration": "APIs",
  "a cell of a table": "APIs",
};

/** Everything that reads what a stranger, a sender, a container or a browser wrote. */
const readers: Record<string, (text: string) => unknown> = {
  "redacted text": redactText,
  "redacted record": (text) => redact({ [text]: text, nested: { value: text } }),
  "printable text": printable,
  "SQL of PostgreSQL": (text) => maskSql(text, "postgresql"),
  "SQL of SQLite": (text) => maskSql(text, "sqlite"),
  "SQL of MySQL": (text) => maskSql(text, "mysql"),
  "normal SQL": (text) => normalizeSql(text, "postgresql"),
  "a trace": (text) => cleanTrace({ traceId: "a", spans: [span(text)], warnings: [text] }),
  "a kmsg record": (text) => [parseKmsg(text), parseKmsg(`6,1,1,-;${text}`)],
  "a kernel line": (text) => createOomReader()(record(text)),
  "a kernel constraint": (text) => createOomReader()(record(`oom-kill:constraint=CONSTRAINT_MEMCG,${text}`)),
  "a kernel kill": (text) => createOomReader()(record(`Killed process 1 (${text}) total-vm:1kB`)),
  "a user agent": describeUserAgent,
  "metrics text": (text) => [
    parseMetricsText(text, new Set([text])),
    parseMetricsText(`m{${text}} 1\nm ${text}`, new Set(["m"])),
  ],
  "a line of the gate's log": (text) => {
    const reader = new LogLineReader();
    return [text, `{"at":1.0,${text}`].map((line) => reader.read(line, () => false));
  },
  "a Docker event": parseEvent,
  "a told deploy": (text) => deployInput.safeParse({ version: text, by: text, url: `https://x/${text}`, commit: text }),
  "an Authorization header": (text) => [parseAuthorization(text), parseAuthorization(`Bearer ${text}`)],
  "the gate's maps": (text) => {
    for (const pattern of gatePatterns) for (const line of [text, `Bearer ${text}`, `POST ${text}`]) pattern.test(line);
  },
  "a pasted text": readPasted,
  "a typed duration": parseDurationMs,
  "a path to return to": (text) => [safeReturnPath(text), safeReturnPath(`/${text}`)],
  "a forwarded address": (text) => {
    const headers = new Headers({ "x-obs-peer": "127.0.0.1" });
    return [clientAddress({ get: (name) => (name === "x-forwarded-for" ? text : headers.get(name)) }, ["127.0.0.1"])];
  },
  "an address": addressGroup,
  "a cell of a table": (text) => csvLine([text]),
};

const units = [
  [
    "eyJ-",
    "eyJaaaaaaaaa.",
    "eyJaaaaaaaaa.eyJ",
    "eyJ",
    "a",
    "-",
    "_",
    ".",
    " ",
    "\t",
    "\n",
    "\r\n",
    "0",
    "9a",
    ":",
    "://",
  ],
  [
    "://a:",
    "://a:b",
    "a:",
    "@",
    "?a",
    "&a=",
    "?token",
    "&token=",
    "password=",
    'password":"',
    'password\\":\\"',
    "password",
  ],
  [
    "secret",
    "token",
    "api-key",
    "api_",
    "otpauth://",
    "cookie: ",
    "set-cookie:",
    "next-auth.",
    "__Secure-next-auth.a.1",
  ],
  [
    "Bearer ",
    "Basic",
    "hdobs_",
    "/sign-in/link/",
    "Key (",
    "Key (a)=(",
    "(",
    ")",
    "'",
    "''",
    '"',
    '""',
    "`",
    "\\",
    "\\'",
  ],
  ["/*", "*/", "--", "$$", "$a$", "$a", "e'", "b'", "U&'", "0x", "1e", "1.", "::", ",", "(?,", "in (1,", "values (1),"],
  ["Killed process 1 (", ") total-vm:1kB", "oom-kill:constraint=A,", ",oom_memcg=", "task_memcg=", ",task=a", ",pid=1"],
  [
    "Out of memory",
    "Memory cgroup out of memory",
    "Task in ",
    "Task in a killed as a result of limit of ",
    "\\x41",
    "%25",
  ],
  ["[", "]", "[ 1]", "{", "}", '{"', "a{", 'a="', 'a="b",', 'a="\\', "Mozilla/5.0 (", "Mac OS X", "xox", "gh", "AKIA"],
  [
    "::ffff:",
    "1.2.3.4,",
    "/",
    "//",
    "\u202e",
    "\ud800",
    "é",
    '"timeNano":',
    "/trace/",
    "0123456789abcdef",
    "^",
    "aaaaaaaa;",
  ],
].flat();

const small = 4000;
const quietMs = 4;

/** Exact to the microsecond as a sum only: the kernel guesses by its ticks how much of it was the program's own. */
function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds of the processor, the least of a few runs: what else the machine does is not counted. */
function timeOf(read: (text: string) => unknown, text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const before = usedMs();
    read(text);
    best = Math.min(best, usedMs() - before);
  }
  return best;
}

/** How much longer four times the text takes; 4 when both are too quick to tell. */
function growth(read: (text: string) => unknown, make: (length: number) => string): number {
  const long = make(4 * small);
  if (timeOf(read, long, 1) < quietMs) return 4;
  for (let attempt = 1; ; attempt += 1) {
    const [short, four] = [timeOf(read, make(small), 3), timeOf(read, long, 3)];
    const ratio = four < quietMs ? 4 : four / short;
    // A quadratic expression takes 16 times as long, however often it is asked.
    if (ratio < 9 || attempt === 4) return ratio;
  }
}

describe.each(Object.entries(readers))("%s", (name, read) => {
  test("costs in proportion to its length, whatever is in it", () => {
    const slow = units
      .map((unit) => [unit, growth(read, (length) => unit.repeat(length / unit.length))] as const)
      .filter(([, ratio]) => ratio >= 9);
    expect(slow).toEqual([]);
    countHostile(parts[name] ?? "traces", `texts for ${name}`, units.length);
    const piece = fc.constantFrom(...units);
    fc.assert(
      fc.property(piece, piece, piece, (head, body, tail) => {
        const ratio = growth(read, (length) => head + (body + tail).repeat(length / (body.length + tail.length)));
        expect(ratio, JSON.stringify([head, body, tail])).toBeLessThan(9);
      }),
      { numRuns: 40 },
    );
  });
});

test("the gate's own expressions are among them", () => {
  expect(gatePatterns.length).toBeGreaterThan(10);
});
