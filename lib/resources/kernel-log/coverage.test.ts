import { expect, it } from "vitest";
import { coverageText } from "./coverage";

it.each(["journal-file", "kmsg"] as const)("misses nothing when it reads %s", (source) => {
  const { text, cannotTell } = coverageText(source, "why");
  expect(cannotTell).toBeNull();
  expect(text).toMatch(/^Relies on the kernel log/);
  expect(text).not.toContain("why");
  expect(text).toContain(source === "kmsg" ? "/dev/kmsg" : "honeydue-obs-kernel-log");
});

it("says why it has less, and what it cannot tell then", () => {
  const counter = coverageText("vmstat", "It may not be opened.");
  expect(counter.text).toBe("Relies on the counter oom_kill of /proc/vmstat alone. It may not be opened.");
  expect(counter.cannotTell).toContain("not whose process");
  expect(coverageText("none", "Nothing is there.")).toEqual({
    text: "No source of OOM kills can be read. Nothing is there.",
    cannotTell: "Whether the kernel killed anything.",
  });
});
