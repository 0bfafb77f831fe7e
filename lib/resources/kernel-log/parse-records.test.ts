import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJournalLine } from "./parse-journal";
import { parseKmsg } from "./parse-kmsg";

describe("a record of /dev/kmsg", () => {
  it("is its sequence, time and text, without the properties that follow", () => {
    expect(
      parseKmsg("4,1234,987654321,-;Out of memory: Killed process 1 (a)\n SUBSYSTEM=memory\n DEVICE=+x\n"),
    ).toEqual({
      sequence: 1234,
      sinceBootUs: 987654321,
      text: "Out of memory: Killed process 1 (a)",
    });
  });
  it("may have more fields, as kernels are free to add", () => {
    expect(parseKmsg("6,5,7,c,caller=T1;text; with a semicolon")?.text).toBe("text; with a semicolon");
  });
  it("has its bytes escaped: several make one character", () => {
    expect(parseKmsg("4,1,1,-;Killed process 1 (caf\\xc3\\xa9)")?.text).toBe("Killed process 1 (café)");
  });
  it("counts only when the kernel wrote it, not a program that may write there", () => {
    expect(parseKmsg("12,1,1,-;Memory cgroup out of memory: Killed process 1 (clickhouse-serv)")).toBeNull();
  });
  it("is null when it is not a record", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseKmsg(text)));
    expect(parseKmsg("hello")).toBeNull();
  });
});

describe("a line of journalctl -k -o json", () => {
  const entry = {
    __CURSOR: "s=1;i=2",
    __REALTIME_TIMESTAMP: "1795620122934123",
    _BOOT_ID: "abc",
    _TRANSPORT: "kernel",
    MESSAGE: "Out of memory",
    _SOURCE_MONOTONIC_TIMESTAMP: "1",
  };
  it("carries wall time, boot and cursor", () => {
    expect(parseJournalLine(JSON.stringify(entry))).toEqual({
      bootId: "abc",
      cursor: "s=1;i=2",
      atMs: 1795620122934,
      text: "Out of memory",
    });
  });
  it("may have its message as bytes", () => {
    const MESSAGE = [...new TextEncoder().encode("Killed é")];
    expect(parseJournalLine(JSON.stringify({ ...entry, MESSAGE }))?.text).toBe("Killed é");
  });
  it.each(["", "{", "null", '{"MESSAGE":"x"}', JSON.stringify({ ...entry, _TRANSPORT: "syslog" })])(
    "is nothing when it is %j",
    (line) => {
      expect(parseJournalLine(line)).toBeNull();
    },
  );
});
