import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { AutoRefresh } from "@/components/shell/auto-refresh";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { mayManage } from "@/lib/actor/actor";
import { countChannels } from "@/lib/notify/count-channels";
import { heartbeatTarget } from "@/lib/notify/heartbeat";
import { countUnwritten } from "@/lib/notify/keep-trying";
import { listAlerts } from "@/lib/notify/list-alerts";
import { listChannels } from "@/lib/notify/list-channels";
import { lastHeartbeat } from "@/lib/notify/ping-heartbeat";
import { AddChannel } from "./_notifications/add-channel";
import { AlertList } from "./_notifications/alert-list";
import { ChannelItem } from "./_notifications/channel-item";
import { HeartbeatPanel } from "./_notifications/heartbeat-panel";

export const metadata: Metadata = { title: "Notifications - honeyDue", icons: { icon: "/state-unknown.svg" } };

/** The page follows a message that is under way closely, and looks now and then for new alerts. */
const movingMs = 2000;
const restingMs = 15_000;

export default async function NotificationsPage() {
  const actor = await pageActor();
  const mayChange = mayManage(actor);
  const [alerts, enabled, channels, target] = await Promise.all([
    listAlerts(),
    countChannels(),
    mayChange ? listChannels(actor) : [],
    mayChange ? heartbeatTarget(actor) : null,
  ]);
  const isMoving = channels.some(({ sending, waiting }) => sending || waiting > 0);
  const renderedAtMs = Date.now();
  return (
    <div className="mx-auto max-w-4xl space-y-3">
      <div className="px-1 pt-2">
        <AutoRefresh everyMs={isMoving ? movingMs : restingMs} />
        <h1 className="font-semibold text-xl">Notifications</h1>
        <p className="text-ink-2">
          One message when something begins, one when it is over. What comes again within 15 minutes is told once.
        </p>
      </div>
      {countUnwritten() > 0 ? (
        <div className="panel">
          <PanelNotice health="bad" title="An alert could not be written to the database">
            It is kept in memory and tried again every 10 seconds; a restart loses it. Look at the disk.
          </PanelNotice>
        </div>
      ) : null}
      <AlertList
        id="open"
        title="Open"
        alerts={alerts.open}
        renderedAtMs={renderedAtMs}
        mayChange={mayChange}
        channels={enabled}
      />
      {mayChange ? (
        <>
          <Panel id="channels" title="Channels" aside={<AddChannel />}>
            {channels.length === 0 ? (
              <PanelNotice health="warn" title="Nobody is told">
                Alerts are kept on this page only. Add a webhook, ntfy or a mail server, and send a test.
              </PanelNotice>
            ) : (
              <ul className="divide-y divide-line border-line border-t">
                {channels.map((channel) => (
                  <ChannelItem key={channel.id} channel={channel} renderedAtMs={renderedAtMs} />
                ))}
              </ul>
            )}
          </Panel>
          <HeartbeatPanel target={target} last={lastHeartbeat()} renderedAtMs={renderedAtMs} />
        </>
      ) : (
        <div className="panel">
          <PanelNotice title="Channels are for admins">
            Your role is viewer: you see what was told, not to which addresses.
          </PanelNotice>
        </div>
      )}
      <AlertList
        id="over"
        title="Over"
        alerts={alerts.over}
        renderedAtMs={renderedAtMs}
        mayChange={false}
        channels={enabled}
      />
    </div>
  );
}
