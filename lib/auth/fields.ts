import { z } from "zod";
import { roles } from "@/lib/actor/actor";

export const passwordLengthMin = 12;

/** A new password: length is what makes it strong, so nothing else is asked of it. */
export const newPassword = z
  .string()
  .min(passwordLengthMin, `Use at least ${passwordLengthMin} characters.`)
  .max(200, "Use at most 200 characters.");

export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "Use at most 254 characters.")
  .pipe(z.email("This is not an e-mail address."));

export const nameField = z.string().trim().max(80, "Use at most 80 characters.").default("");

export const roleField = z.enum(roles, { error: "Choose viewer or admin." });
