import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { emailField, nameField, newPassword, passwordLengthMin, roleField } from "./fields";

const refusal = (field: z.ZodType, value: unknown) => field.safeParse(value).error?.issues[0]?.message;

describe("what people enter", () => {
  it("a password has 12 to 200 characters, and any of them", () => {
    expect(newPassword.parse(" ".repeat(passwordLengthMin))).toHaveLength(12);
    expect(newPassword.parse("x".repeat(200))).toHaveLength(200);
    expect(refusal(newPassword, "x".repeat(11))).toBe("Use at least 12 characters.");
    expect(refusal(newPassword, "x".repeat(201))).toBe("Use at most 200 characters.");
  });

  it("an e-mail address is kept in lower case, without the blanks around it", () => {
    expect(emailField.parse(" Ann@Obs.Test ")).toBe("ann@obs.test");
    expect(refusal(emailField, "ann")).toBe("This is not an e-mail address.");
    expect(refusal(emailField, `${"x".repeat(250)}@obs.test`)).toBe("Use at most 254 characters.");
  });

  it("a name may be missing, and has at most 80 characters", () => {
    expect(nameField.parse(undefined)).toBe("");
    expect(nameField.parse(` ${"x".repeat(80)} `)).toBe("x".repeat(80));
    expect(refusal(nameField, "x".repeat(81))).toBe("Use at most 80 characters.");
  });

  it("a role is viewer or admin", () => {
    expect(roleField.parse("viewer")).toBe("viewer");
    expect(refusal(roleField, "root")).toBe("Choose viewer or admin.");
  });
});
