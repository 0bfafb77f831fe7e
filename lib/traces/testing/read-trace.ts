import "server-only";
import { mapTrace } from "@/lib/jaeger/map-trace";
import { tracesSchema } from "@/lib/jaeger/schema";
import { readFixture } from "@/lib/jaeger/testing/read-fixture";
import type { Trace } from "@/lib/jaeger/trace";
import { cleanTrace } from "../clean-trace";

/** A recorded trace, cleaned, as the pages use it. */
export function readTrace(name: Parameters<typeof readFixture>[0]): Trace {
  const [trace] = tracesSchema.parse(readFixture(name)).data.map(mapTrace);
  if (!trace) throw new Error("empty fixture");
  return cleanTrace(trace);
}
