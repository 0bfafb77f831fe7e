import { describe, expect, it } from "vitest";
import { lineRoles } from "@/lib/charts/types";
import { styleOf } from "./chart-style";

describe("the look of a line", () => {
  it("differs from role to role without any colour", () => {
    const looks = lineRoles.map((role) => styleOf(role, 0)).map(({ dash, width }) => `${dash} ${width}`);
    expect(new Set(looks).size).toBe(lineRoles.length);
  });

  it("goes by the place where lines are alike, and a role goes before it", () => {
    expect(styleOf(undefined, 1)).not.toEqual(styleOf(undefined, 2));
    expect(styleOf(undefined, 6)).toEqual(styleOf(undefined, 0));
    expect(styleOf("failed", 1)).toEqual(styleOf("failed", 2));
  });
});
