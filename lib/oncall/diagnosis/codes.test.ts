import { expect, it } from "vitest";
import { findingCodes } from "./codes";
import { finding } from "./findings/bits";
import { describeFinding } from "./words/index";

it("has each cause once, and a sentence for each of them, whatever it knows", () => {
  expect(new Set(findingCodes).size).toBe(findingCodes.length);
  for (const code of findingCodes) {
    expect(describeFinding(finding({ code, place: "api", severity: "bad" })).headline).toMatch(/\w/);
  }
});
