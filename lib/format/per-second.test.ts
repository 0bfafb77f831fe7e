import { expect, it } from "vitest";
import { formatPerSecond } from "./per-second";

it.each([
  [0, "0"],
  [0.0004, "< 0.001"],
  [0.001, "0.001"],
  [0.0999, "0.1"],
  [0.012, "0.01"],
  [0.1, "0.1"],
  [0.123, "0.12"],
  [1, "1.0"],
  [9.94, "9.9"],
  [10, "10"],
  [12_345, "12,345"],
])("%f a second reads %s", (perSecond, text) => expect(formatPerSecond(perSecond)).toBe(text));
