import { z } from "zod";
import { channelEntrySchema } from "./channel-config";
import { severities } from "./severity";

/** A channel as the form sends it. */
export const channelInputSchema = z.object({
  name: z.string().trim().min(1, "A name, so that people know where it goes.").max(60, "At most 60 characters."),
  minSeverity: z.enum(severities),
  enabled: z.boolean(),
  config: channelEntrySchema,
});
