import Link from "next/link";
import { FreezeButton } from "@/components/capsule/freeze-button";
import { Moment } from "@/components/ui/moment";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { SampleAge } from "@/components/ui/sample-age";
import { StateBadge } from "@/components/ui/state-badge";
import { storedHref } from "@/lib/links/routes";
import type { AlertView } from "@/lib/notify/list-alerts";
import { AcknowledgeForm } from "./acknowledge-form";
import { DeliveryLine } from "./delivery-line";

type Props = {
  id: string;
  title: string;
  alerts: AlertView[];
  renderedAtMs: number;
  mayChange: boolean;
  channels: number;
};

/** Alerts, each with the channels that were told. */
export function AlertList({ id, title, alerts, renderedAtMs, mayChange, channels }: Props) {
  return (
    <Panel id={id} title={title} label={`${title} alerts`}>
      {alerts.length === 0 ? (
        <PanelNotice
          health={id === "open" ? "ok" : "unknown"}
          title={id === "open" ? "No alert is open" : "No alert has ended yet"}
        />
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {alerts.map((alert) => (
            <AlertItem
              key={alert.id}
              alert={alert}
              renderedAtMs={renderedAtMs}
              mayChange={mayChange}
              channels={channels}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

const healthOf = { info: "unknown", warn: "warn", bad: "bad" } as const;
const wordOf = { info: "info", warn: "warning", bad: "bad" } as const;

function AlertItem({
  alert,
  renderedAtMs,
  mayChange,
  channels,
}: { alert: AlertView } & Pick<Props, "renderedAtMs" | "mayChange" | "channels">) {
  const { severity, title, text, href, raisedAtMs, resolved, acknowledged, deliveries } = alert;
  const state = resolved ? "over" : acknowledged ? "acknowledged" : wordOf[severity];
  return (
    <li className="px-3 py-2.5" data-alert={alert.key} data-acknowledged={acknowledged !== null}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StateBadge health={resolved ? "ok" : healthOf[severity]} word={state} />
        <Link href={storedHref(href)} prefetch={false} className="font-medium underline-offset-2 hover:underline">
          {title}
        </Link>
        <span className="text-ink-3 text-xs">
          since <Moment atMs={raisedAtMs} /> (<SampleAge atMs={raisedAtMs} renderedAtMs={renderedAtMs} />)
        </span>
      </p>
      <p className="mt-1 text-ink-2">{text}</p>
      {resolved ? (
        <p className="mt-1 text-ink-2">
          Over <Moment atMs={resolved.atMs} />: {resolved.text}
        </p>
      ) : null}
      {acknowledged ? (
        <p className="mt-1 text-ink-2">
          Acknowledged by {acknowledged.by}, <Moment atMs={acknowledged.atMs} />
          {acknowledged.reason ? `: ${acknowledged.reason}` : ""}
        </p>
      ) : null}
      {deliveries.length === 0 ? (
        <p className="mt-1 text-ink-3 text-xs">
          Told to nobody:{" "}
          {channels === 0
            ? "no channel is set up."
            : "no channel takes alerts of this kind, or none was set up when it began."}
        </p>
      ) : (
        <ul className="mt-1 space-y-0.5">
          {deliveries.map((delivery) => (
            <DeliveryLine key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
      <p className="mt-1 -ml-2">
        <FreezeButton name={alert.key} window={{ kind: "alert", alertId: alert.id }} what={`the incident "${title}"`} />
      </p>
      {mayChange && !acknowledged ? <AcknowledgeForm alertId={alert.id} /> : null}
    </li>
  );
}
