import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { AutoRefresh } from "@/components/shell/auto-refresh";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { loadQueue } from "@/lib/gate/load-queue";
import { scopes } from "@/lib/plan/scopes";
import { env } from "@/lib/runtime/env";
import { listTokens } from "@/lib/tokens/list-tokens";
import { tokenStates } from "@/lib/tokens/types";
import { AddressesProvider } from "./_dialogs/addresses";
import { AdoptButton } from "./_dialogs/adopt-dialog";
import { CreateButton } from "./_dialogs/create-dialog";
import { FilterLinks } from "./_list/filter-links";
import { LossesPanel } from "./_list/losses-panel";
import { QueuePanel } from "./_list/queue-panel";
import { RefusalsPanel } from "./_list/refusals-panel";
import { TokenTable } from "./_list/token-table";

export const metadata: Metadata = { title: "Tokens - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TokensPage({ searchParams }: Props) {
  const actor = await pageActor();
  const given = await searchParams;
  const state = tokenStates.find((word) => word === given.state);
  const scope = scopes.find((word) => word === given.scope);
  const { tokens, totalCount, feed, refusals, losses, spanSize, askedAtMs } = await listTokens(actor, { state, scope });
  return (
    <AddressesProvider gateUrl={env().INGEST_PUBLIC_URL ?? null} consoleUrl={env().NEXTAUTH_URL}>
      <AutoRefresh everyMs={15_000} />
      <div className="flex flex-wrap items-center justify-between gap-2 px-1 pb-2">
        <h1 className="font-semibold text-xl">Tokens</h1>
        <div className="flex items-center gap-2">
          <AdoptButton />
          <CreateButton />
        </div>
      </div>
      {totalCount === 0 ? (
        <Panel id="tokens" title="No token yet">
          <PanelNotice health="unknown" title="Nobody can send metrics or traces yet." action={<CreateButton first />}>
            A token lets one sender, such as vmagent or the API, write metrics or traces through the gate. Create one
            for each sender, so that each can be rotated by itself and shows what it sends. A token that is in use
            already can be adopted: its sender goes on unchanged.
          </PanelNotice>
        </Panel>
      ) : (
        <>
          <FilterLinks state={state} scope={scope} />
          {feed.state === "unknown" ? (
            <p className="mt-2 rounded-md bg-unknown-tint px-3 py-2 text-[0.8125rem] text-unknown">
              {feed.detail} The tokens work regardless; only what they are used for is not known.
            </p>
          ) : null}
          <section aria-label="Tokens" className="panel mt-2">
            {tokens.length > 0 ? (
              <TokenTable tokens={tokens} nowMs={askedAtMs} />
            ) : (
              <PanelNotice health="unknown" title="No token fits these filters." />
            )}
          </section>
        </>
      )}
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)] items-start gap-3 lg:grid-cols-2">
        <RefusalsPanel refusals={refusals} isProven={feed.state === "proven"} nowMs={askedAtMs} />
        <LossesPanel losses={losses} spanSize={spanSize} isProven={feed.state === "proven"} nowMs={askedAtMs} />
        <QueuePanel queue={await loadQueue()} nowMs={askedAtMs} />
      </div>
    </AddressesProvider>
  );
}
