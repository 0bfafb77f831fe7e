import { expect, test } from "vitest";
import { dueNotice } from "./notices";
import { expiryText } from "./words";

const dayMs = 24 * 3_600_000;

test.each([
  [31, null],
  [30, 30],
  [14.5, 30],
  [14, 14],
  [7, 7],
  [1.5, 7],
  [1, 1],
  [0.01, 1],
  [0, null],
  [-1, null],
])("%s days before expiry the notice of %s days is due", (days, notice) => {
  expect(dueNotice(1_000_000_000 + days * dayMs, 1_000_000_000)).toBe(notice);
});

test("an expiry warns from 30 days on and is bad from 7", () => {
  const at = (days: number) => expiryText(days * dayMs, 0);
  expect(at(89)).toEqual({ text: "in 89 d", health: null });
  expect(at(29).health).toBe("warn");
  expect(at(6).health).toBe("bad");
  expect(expiryText(null, 0)).toEqual({ text: "never", health: null });
  expect(expiryText(0, 4 * dayMs)).toEqual({ text: "4 d ago", health: "bad" });
});
