import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Outcome } from "./judge-live";

const outcome = z.object({
  name: z.string(),
  result: z.enum(["right", "silent", "false green", "false alarm", "misleading"]),
  seconds: z.number().nullable(),
  recoveredSeconds: z.number().nullable(),
  named: z.array(z.string()),
  before: z.array(z.string()).nullable().default(null),
  load: z.number().nullable().default(null),
});
/** `alarms`: what was named while nothing was wrong, a list for each stretch of health that was watched. */
const schema = z.object({ settings: z.string(), outcomes: z.array(outcome), alarms: z.array(z.array(z.string())) });

/** What runs came to, in a file, so that a run of some faults adds to those before it; of the same settings only. */
export function keepOutcomes(file: string, context: object) {
  const settings = JSON.stringify(context);
  const empty = { settings, outcomes: [], alarms: [] };
  const read = (): z.infer<typeof schema> => {
    if (!existsSync(file)) return empty;
    const before = schema.parse(JSON.parse(readFileSync(file, "utf8")));
    return before.settings === settings ? before : empty;
  };
  const write = (now: z.infer<typeof schema>) => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`);
  };
  return {
    read,
    /** The newest outcome of a fault counts. */
    add: (of: Outcome) => {
      const before = read();
      write({ ...before, outcomes: [...before.outcomes.filter(({ name }) => name !== of.name), of] });
    },
    addHealth: (named: string[]) => {
      const before = read();
      write({ ...before, alarms: [...before.alarms, named] });
    },
  };
}
