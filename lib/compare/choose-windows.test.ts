import { describe, expect, it } from "vitest";
import { alertWindows, deployWindows, freeWindows, hourWindows, weekWindows } from "./choose-windows";

const minute = 60_000;
const now = 1_800_000_000_000;
const cut = (minutesAgo: number) => ({ title: "Deployed v2", atMs: now - minutesAgo * minute, nextAtMs: null });
const good = {
  beforeStart: "2026-03-01T03:00",
  beforeEnd: "2026-03-01T04:00",
  afterStart: "2026-03-02T03:00",
  afterEnd: "2026-03-02T04:00",
};

describe("windows to compare", () => {
  it("are as long as each other, a week apart", () => {
    const { before, after } = weekWindows(now);
    expect(after.startMs - before.startMs).toBe(7 * 24 * 60 * minute);
    expect(after.endMs - after.startMs).toBe(before.endMs - before.startMs);
  });

  it("are this hour and the one before", () => {
    const { before, after } = hourWindows(now);
    expect(after).toEqual({ startMs: now - 60 * minute, endMs: now });
    expect(before).toEqual({ startMs: now - 120 * minute, endMs: now - 60 * minute });
  });

  it("stand on both sides of an alert, without the minutes before it in which it began", () => {
    const alert = (minutesAgo: number, endedMinutesAgo: number | null = null) =>
      alertWindows(
        {
          title: "POST /api/documents/ is slow",
          raisedAtMs: now - minutesAgo * minute,
          endedAtMs: endedMinutesAgo === null ? null : now - endedMinutesAgo * minute,
        },
        now,
      );
    const young = alert(2);
    if (!young.ok) throw new Error(young.reason);
    expect(young.windows.after).toEqual({ startMs: now - 2 * minute, endMs: now });
    expect(young.windows.before).toEqual({ startMs: now - 37 * minute, endMs: now - 7 * minute });
    const over = alert(120, 20);
    if (!over.ok) throw new Error(over.reason);
    expect(over.windows.after.endMs).toBe(now - 20 * minute);
    expect(over.windows.before.endMs - over.windows.before.startMs).toBe(100 * minute);
    expect(alert(0.5)).toMatchObject({ ok: false, reason: expect.stringContaining("ask again in a minute") });
    expect(alert(1).ok).toBe(true);
  });

  it("stand on both sides of a start, without its first minute", () => {
    const chosen = deployWindows(cut(31), now);
    if (!chosen.ok) throw new Error(chosen.reason);
    expect(chosen.windows.after).toEqual({ startMs: now - 30 * minute, endMs: now });
    expect(chosen.windows.before).toEqual({ startMs: now - 61 * minute, endMs: now - 31 * minute });
  });

  it("end where the next deploy began, and carry the name of theirs", () => {
    const chosen = deployWindows({ ...cut(31), nextAtMs: now - 10 * minute }, now);
    expect(chosen).toMatchObject({
      windows: { after: { endMs: now - 10 * minute }, label: expect.stringContaining('since "Deployed v2"') },
    });
  });

  it("wait for a deploy that is too recent, and give up on one that was replaced at once", () => {
    expect(deployWindows(cut(3), now)).toMatchObject({ ok: false, reason: expect.stringContaining("in 3 min") });
    const replaced = deployWindows({ ...cut(31), nextAtMs: now - 30 * minute }, now);
    expect(replaced).toMatchObject({ ok: false, reason: expect.stringContaining("followed by another deploy") });
  });

  it.each([
    ["no time", { ...good, afterEnd: "" }, "second window needs"],
    ["words", { ...good, beforeStart: "yesterday" }, "first window needs"],
    ["a month that does not exist", { ...good, beforeStart: "2026-13-01T03:00" }, "first window needs"],
    ["an end before its start", { ...good, afterEnd: "2026-03-01T00:00" }, "second window must be"],
    ["a week", { ...good, afterEnd: "2026-03-09T04:00" }, "second window must be"],
  ])("of one's own refuse %s", (_label, texts, reason) => {
    expect(freeWindows(texts)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  it("of one's own are read as UTC", () => {
    const chosen = freeWindows(good);
    expect(chosen.ok && chosen.windows.before.startMs).toBe(Date.UTC(2026, 2, 1, 3));
  });
});
