import "server-only";
import { newestSpan } from "@/lib/jaeger/newest-span";
import type { Measured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { loadSampling } from "@/lib/traces/load-sampling";
import { measure } from "@/lib/upstream/measure";
import { vmagentFacts } from "@/lib/victoriametrics/promql/vmagent";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { askGate } from "./load-gate-facts";
import { loadLossFacts, loadTokenFacts } from "./load-token-facts";
import { probeApi } from "./probe-api";
import { readVmagent } from "./read-vmagent";
import type { Facts } from "./types";
import type { Waits } from "./waits";

type Ask = { askedAtMs: number; windowMs: number; fresh: boolean | undefined };
type Paths = Pick<Facts, "vmagent" | "gate" | "tokens" | "losses" | "newestSpan" | "sampling"> & {
  /** Empty where no health URL is set. */
  probe: NonNullable<Facts["probe"]>;
};

/** What is between the API and the stores, and the API itself from outside. */
export async function loadPaths({ stored, others }: Waits, { askedAtMs, windowMs, fresh }: Ask): Promise<Paths> {
  const [vmagent, gate, tokens, losses, span, sampling, probe] = await Promise.all([
    stored(
      "vmagent",
      measure(async () => readVmagent(await queryInstant(vmagentFacts(windowMs / 1000), { fresh }), windowMs)),
    ),
    others("gate", askGate({ fresh })),
    loadTokenFacts(askedAtMs),
    loadLossFacts(askedAtMs),
    others("newest span", loadNewestSpan(fresh)),
    others("sampling", loadSampling(askedAtMs)),
    others(
      "probe",
      probeApi({ fresh }).then((found) => found ?? { state: "empty", askedAtMs }),
    ),
  ]);
  return { vmagent, gate, tokens, losses, newestSpan: span, sampling, probe };
}

function loadNewestSpan(fresh: boolean | undefined): Promise<Measured<{ startedAtMs: number }>> {
  return measure(async () => {
    const newest = await newestSpan(apiServiceName, { priority: "oncall", fresh });
    return newest && { value: newest, sampledAtMs: newest.startedAtMs };
  });
}
