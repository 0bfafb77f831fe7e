import { z } from "zod";
import { windowChoice } from "./window";

const titleField = z.string().trim().max(120, "Use at most 120 characters.");
const noteField = z.string().trim().max(2000, "Use at most 2,000 characters.");

/** What is asked for: without a title it gets one from its verdict. */
export const createCapsuleInput = z.object({
  window: windowChoice,
  title: titleField.default(""),
  note: noteField.default(""),
});
export type CreateCapsuleInput = z.input<typeof createCapsuleInput>;

export const editCapsuleInput = z.object({
  title: titleField.min(1, "Give it a title."),
  note: noteField,
});
export type EditCapsuleInput = z.infer<typeof editCapsuleInput>;
