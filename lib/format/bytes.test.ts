import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBytes, formatGibibytes } from "./bytes";

const mebibyte = 1024 ** 2;
const sizeOf = { B: 1, KiB: 1024, MiB: mebibyte, GiB: 1024 ** 3, TiB: 1024 ** 4 } as const;

describe("sizes in words", () => {
  it.each([
    [0, "0 B"],
    [1, "1 B"],
    [1.4, "1 B"],
    [0.4, "0 B"],
    [1023, "1023 B"],
    [9.94 * 1024, "9.9 KiB"],
    [9.95 * 1024, "10 KiB"],
    [12.34 * 1024, "12 KiB"],
    [1024, "1 KiB"],
    [1536, "1.5 KiB"],
    [256 * mebibyte, "256 MiB"],
    [768 * mebibyte, "768 MiB"],
    [3 * 1024 ** 3, "3 GiB"],
    [-5 * mebibyte, "-5 MiB"],
    [2000 * 1024 ** 4, "2000 TiB"],
  ])("%d is %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it("are within a twentieth of what was measured", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 52 }), (bytes) => {
        const [number = "", unit = "B"] = formatBytes(bytes).split(" ");
        const size = Object.entries(sizeOf).find(([name]) => name === unit)?.[1] ?? Number.NaN;
        expect(Math.abs(Number(number) * size - bytes) / bytes).toBeLessThanOrEqual(0.05);
      }),
    );
  });

  it.each([
    [2.944 * 1024 ** 3, "2.94 GiB"],
    [14.62 * 1024 ** 3, "14.6 GiB"],
    [0, "0.00 GiB"],
    [9.949 * 1024 ** 3, "9.95 GiB"],
    [9.95 * 1024 ** 3, "9.9 GiB"],
  ])("%d in GiB is %s", (bytes, text) => expect(formatGibibytes(bytes)).toBe(text));
});
