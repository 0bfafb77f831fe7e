import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseKmsg } from "./parse-kmsg";

describe("a record of /dev/kmsg", () => {
  it("is its sequence, time and text, without the properties that follow", () => {
    expect(
      parseKmsg("4,1234,987654321,-;Out of memory: Killed process 1 (a)\n SUBSYSTEM=memory\n DEVICE=+x\n"),
    ).toEqual({ sequence: 1234, sinceBootUs: 987654321, text: "Out of memory: Killed process 1 (a)" });
  });

  it("may have more fields, as kernels are free to add, and may say nothing", () => {
    expect(parseKmsg("6,5,7,c,caller=T1;text; with a semicolon")?.text).toBe("text; with a semicolon");
    expect(parseKmsg("6,5,7,;")).toEqual({ sequence: 5, sinceBootUs: 7, text: "" });
  });

  it.each([
    ["several bytes that make one character", "(caf\\xc3\\xa9)", "(caf\u00e9)"],
    ["characters apart from each other", "\\x09a\\x5cb", "\ta\\b"],
    ["a byte in upper case", "\\xC3\\xA9", "\u00e9"],
    ["what is no escape, beside one that is", "\\xg0 \\x4 \\x41", "\\xg0 \\x4 A"],
    ["bytes that are no character", "\\xff", "\ufffd"],
  ])("has its bytes escaped: %s", (_label, escaped, text) => {
    expect(parseKmsg(`4,1,1,-;${escaped}`)?.text).toBe(text);
  });

  it.each([
    [0, true],
    [7, true],
    [8, false],
    [12, false],
    [135, false],
  ])("counts only when the kernel wrote it, not a program: priority %i, %s", (priority, counts) => {
    const record = `${priority},1,1,-;Memory cgroup out of memory: Killed process 1 (clickhouse-serv)`;
    expect(parseKmsg(record) !== null).toBe(counts);
  });

  it.each(["hello", "", "x4,1,1,-;text", " 4,1,1,-;text", "4,1,1;text", "4,1,1,-", "4,1,1,-\n;text", "4,a,1,-;text"])(
    "is nothing when it is no record: %j",
    (text) => expect(parseKmsg(text)).toBeNull(),
  );

  it("is what the kernel wrote, whatever it was", () => {
    const escaped = (text: string) =>
      [...new TextEncoder().encode(text)]
        .map((byte) =>
          byte < 32 || byte > 126 || byte === 92
            ? `\\x${byte.toString(16).padStart(2, "0")}`
            : String.fromCharCode(byte),
        )
        .join("");
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(fc.nat(7), fc.nat(), fc.nat(), text, (priority, sequence, sinceBootUs, said) => {
        const record = `${priority},${sequence},${sinceBootUs},-;${escaped(said)}\n SUBSYSTEM=memory\n`;
        expect(parseKmsg(record)).toEqual({ sequence, sinceBootUs, text: said });
      }),
    );
  });
});
