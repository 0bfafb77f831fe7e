import fc from "fast-check";
import { expect, it } from "vitest";
import { csvLine } from "./to-csv";

it("quotes what needs it", () => {
  expect(csvLine([1, null, "plain", 'a "b", c', "two\r\nlines"])).toBe('1,,plain,"a ""b"", c","two\r\nlines"\r\n');
});

it("lets no text begin as a formula", () => {
  const start = fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n");
  fc.assert(
    fc.property(start, fc.string(), (first, rest) => {
      expect(csvLine([`${first}${rest}`]).replace(/^"/, "")).toMatch(/^'/);
    }),
  );
});
