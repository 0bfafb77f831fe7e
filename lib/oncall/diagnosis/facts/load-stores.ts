import "server-only";
import { askServices } from "@/lib/jaeger/list-services";
import type { Measured } from "@/lib/measured";
import { coalesce } from "@/lib/upstream/coalesce";
import { measure } from "@/lib/upstream/measure";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { loadStoreFacts } from "./load-store-facts";
import type { Answered, Facts } from "./types";
import type { Waits } from "./waits";

/** Whether the stores answer, how fast, and what they say of themselves. */
export async function loadStores(
  { stored, others }: Waits,
  fresh: boolean | undefined,
): Promise<Pick<Facts, "metricsStore" | "metricsStoreSelf" | "tracesStore" | "tracesStoreSelf">> {
  const [metricsStore, metricsStoreSelf, tracesStore, tracesStoreSelf] = await Promise.all([
    stored(
      "metrics store",
      answered("metrics store answers", () => queryInstant("1", { fresh }), fresh),
    ),
    others("metrics store self", loadStoreFacts("victoriametrics", { fresh })),
    others("traces store", answered("traces store answers", askServices, fresh)),
    others("traces store self", loadStoreFacts("jaeger", { fresh })),
  ]);
  return { metricsStore, metricsStoreSelf, tracesStore, tracesStoreSelf };
}

function answered(key: string, ask: () => Promise<unknown>, fresh: boolean | undefined): Promise<Measured<Answered>> {
  return measure(() =>
    coalesce(
      key,
      async () => {
        const startedMs = performance.now();
        await ask();
        return { value: { latencyMs: performance.now() - startedMs }, sampledAtMs: Date.now() };
      },
      { fresh },
    ),
  );
}
