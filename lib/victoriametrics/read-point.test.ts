import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPoint } from "./read-point";

describe("readPoint", () => {
  it("reads any finite number as VictoriaMetrics writes it, as text or as a number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readPoint([1.5, String(value)])).toEqual({ timestampMs: 1500, value: Number(String(value)) });
        expect(readPoint(["1.5", value])).toEqual({ timestampMs: 1500, value });
      }),
    );
  });

  it.each(["NaN", "+Inf", "-Inf", "Inf", "1e999"])("reads %s as no figure", (value) => {
    expect(readPoint([1, value])).toEqual({ timestampMs: 1000, value: null });
  });

  it.each([[[1, ""]], [[1, "abc"]], [[1, null]], [[1, "0x10"]], [["", "1"]], [["NaN", "1"]], [[1]], [{}], [null]])(
    "refuses %j",
    (point) => {
      expect(readPoint(point)).toBeUndefined();
    },
  );
});
