import { expect, it } from "vitest";
import { formatSpanTime } from "./span-time";

it.each([
  [0.9, "0"],
  [1, "1 \u00b5s"],
  [999.4, "999 \u00b5s"],
  [999.5, "1.0 ms"],
  [3240, "3.2 ms"],
  [9949, "9.9 ms"],
  [9950, "10 ms"],
  [282_000, "282 ms"],
  [6_200_000, "6.2 s"],
])("%f microseconds read %s", (microseconds, text) => expect(formatSpanTime(microseconds)).toBe(text));
