import "server-only";
import { listServices } from "@/lib/jaeger/list-services";
import { apiServiceName } from "@/lib/plan/contract";
import { routeNameOfLabels } from "@/lib/red/route-name";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { requestCounts } from "@/lib/victoriametrics/promql/requests";
import { queryInstant } from "@/lib/victoriametrics/query-instant";

const choicesMax = 200;
const daySeconds = 86_400;

/** The result of `load`, or nothing when its upstream fails: suggestions must not hold up a search. */
async function orNone(load: () => Promise<string[]>): Promise<string[]> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof UpstreamError) return [];
    throw error;
  }
}

/** Routes of the last day and services with traces, to choose from; empty where nobody can say. */
export async function listChoices(): Promise<{ routes: string[]; services: string[] }> {
  const [routes, services] = await Promise.all([
    orNone(async () => (await queryInstant(requestCounts(daySeconds))).map(({ labels }) => routeNameOfLabels(labels))),
    orNone(() => listServices()),
  ]);
  return {
    routes: [...new Set(routes)].toSorted().slice(0, choicesMax),
    services: services.length > 0 ? services.slice(0, choicesMax) : [apiServiceName],
  };
}
