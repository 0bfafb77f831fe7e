import { z } from "zod";

/** What is the same in every line of one sender: who, on which path, and why it was refused ("" when it was not). */
export const senderSchema = z.object({
  refusal: z.string(),
  token: z.string(),
  scope: z.string(),
  address: z.string(),
  agent: z.string(),
  /** Address of the old machine whose gate passed it on; empty when it came directly. */
  via: z.string().optional(),
});
export type Sender = z.infer<typeof senderSchema>;

/** `bytes` is what nginx read, so only the headers of a refused request; `bodyBytes` is what its sender announced. */
export type LogLine = {
  atMs: number;
  status: number;
  bytes: number;
  bodyBytes: number;
  isAuthorized: boolean;
  sender: Sender;
};
