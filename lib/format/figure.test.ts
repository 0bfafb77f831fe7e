import { expect, it } from "vitest";
import { splitFigure } from "./figure";

it.each([
  ["412 ms", "412", "ms"],
  ["1,234 requests/s", "1,234", "requests/s"],
  ["0.31 %", "0.31", "%"],
  ["< 1 ms", "< 1", "ms"],
  ["> 99.9 %", "> 99.9", "%"],
  [">99 %", ">99", "%"],
  ["no figure", "no figure", ""],
  ["about 5 ms", "about 5 ms", ""],
  ["12", "12", ""],
])("%s is %s and %s", (figure, number, unit) => expect(splitFigure(figure)).toEqual({ number, unit }));

it("finds no figure in a text with a line break", () => {
  expect(splitFigure("5 ms\nmore")).toEqual({ number: "5 ms\nmore", unit: "" });
});
