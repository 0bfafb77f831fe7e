import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageActor } from "@/components/auth/page-actor";
import { AutoRefresh } from "@/components/shell/auto-refresh";
import { EventToggles } from "@/components/timeline/event-toggles";
import { PageTimeline } from "@/components/timeline/page-timeline";
import { Panel } from "@/components/ui/panel";
import { StateBadge } from "@/components/ui/state-badge";
import { isRangeKey } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { getToken } from "@/lib/tokens/get-token";
import { loadUsageSeries } from "@/lib/tokens/load-usage-series";
import { stateHealth } from "@/lib/tokens/words";
import { AddressesProvider } from "../_dialogs/addresses";
import { RotationProgress } from "../_dialogs/rotation-progress";
import { TokenActions } from "../_dialogs/token-actions";
import { LossesPanel } from "../_list/losses-panel";
import { RefusalsPanel } from "../_list/refusals-panel";
import { TokenFacts } from "./token-facts";
import { TokenHistory } from "./token-history";
import { UsagePanel } from "./usage-panel";

export const metadata: Metadata = { title: "Token - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function TokenPage({ params, searchParams }: Props) {
  const actor = await pageActor();
  const { id } = await params;
  const given = (await searchParams).range;
  const range = typeof given === "string" && isRangeKey(given) ? given : "24h";
  const detail = await getToken(actor, id);
  if (!detail) notFound();
  const series = await loadUsageSeries(actor, { publicId: id, range });
  const { token, newAddresses, refusals, losses, spanSize, history, rotation, askedAtMs } = detail;
  const isProven = token.use.state !== "unknown";
  return (
    <AddressesProvider gateUrl={env().INGEST_PUBLIC_URL ?? null} consoleUrl={env().NEXTAUTH_URL}>
      <AutoRefresh everyMs={15_000} />
      <div className="flex flex-wrap items-center justify-between gap-2 px-1 pb-2">
        <h1 className="flex min-w-0 flex-wrap items-center gap-2 font-semibold text-xl">
          <span className="break-words">{token.name}</span>
          <StateBadge health={stateHealth[token.state]} word={token.state} />
        </h1>
        <TokenActions byUrl publicId={token.publicId} name={token.name} state={token.state} scopes={token.scopes} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="space-y-3">
          <PageTimeline range={range}>
            <EventToggles />
            <UsagePanel series={series} publicId={id} />
          </PageTimeline>
          {token.scopes.includes("traces:write") ? (
            <LossesPanel losses={losses} spanSize={spanSize} isProven={isProven} nowMs={askedAtMs} />
          ) : null}
          <RefusalsPanel refusals={refusals} isProven={isProven} nowMs={askedAtMs} />
        </div>
        <div className="space-y-3">
          <TokenFacts token={token} newAddresses={newAddresses} nowMs={askedAtMs} />
          {rotation ? (
            <Panel id="rotation" title="Rotation">
              <div className="px-3 pb-3">
                <RotationProgress publicId={token.publicId} />
              </div>
            </Panel>
          ) : null}
          <TokenHistory history={history} nowMs={askedAtMs} />
        </div>
      </div>
    </AddressesProvider>
  );
}
