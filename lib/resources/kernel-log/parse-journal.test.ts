import { describe, expect, it } from "vitest";
import { parseJournalLine } from "./parse-journal";

const entry = {
  __CURSOR: "s=1;i=2",
  __REALTIME_TIMESTAMP: "1795620122934123",
  _BOOT_ID: "abc",
  _TRANSPORT: "kernel",
  MESSAGE: "Out of memory",
  _SOURCE_MONOTONIC_TIMESTAMP: "1",
};
const parse = (more: object) => parseJournalLine(JSON.stringify({ ...entry, ...more }));

describe("a line of journalctl -k -o json", () => {
  it("carries wall time, boot and cursor", () => {
    expect(parse({})).toEqual({ bootId: "abc", cursor: "s=1;i=2", atMs: 1795620122934, text: "Out of memory" });
  });

  it("may have its message as bytes, some of which are no text", () => {
    expect(parse({ MESSAGE: [...new TextEncoder().encode("Killed \u00e9")] })?.text).toBe("Killed \u00e9");
    expect(parse({ MESSAGE: [0, 255, 65] })?.text).toBe("\0\ufffdA");
  });

  it("may have none, where it was too long for the journal", () => {
    expect(parse({ MESSAGE: null })?.text).toBe("");
    expect(parse({ MESSAGE: undefined })?.text).toBe("");
  });

  it.each(["", "{", "null", '{"MESSAGE":"x"}'])("is nothing when it is %j", (line) => {
    expect(parseJournalLine(line)).toBeNull();
  });

  it.each([
    ["not the kernel's", { _TRANSPORT: "syslog" }],
    ["without a cursor", { __CURSOR: "" }],
    ["of a cursor that is none", { __CURSOR: "x".repeat(1001) }],
    ["without a boot", { _BOOT_ID: "" }],
    ["of a boot that is none", { _BOOT_ID: "x".repeat(65) }],
    ["without a time", { __REALTIME_TIMESTAMP: "" }],
    ["of a time before 1970", { __REALTIME_TIMESTAMP: "-1" }],
    ["of a time with more to it", { __REALTIME_TIMESTAMP: "1s" }],
    ["of a time that nobody lives to see", { __REALTIME_TIMESTAMP: "1".repeat(18) }],
    ["with bytes that are none", { MESSAGE: [256] }],
    ["with bytes below 0", { MESSAGE: [-1] }],
    ["with parts of bytes", { MESSAGE: [1.5] }],
  ])("is nothing when it is an entry %s", (_label, more) => expect(parse(more)).toBeNull());

  it("takes the longest cursor, boot and time", () => {
    const longest = { __CURSOR: "x".repeat(1000), _BOOT_ID: "x".repeat(64), __REALTIME_TIMESTAMP: "1".repeat(17) };
    expect(parse(longest)).not.toBeNull();
  });
});
