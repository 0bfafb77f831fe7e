"use client";
import Link from "next/link";
import { useAction } from "@/components/form/use-action";
import { Clock } from "@/components/ui/clock";
import { StateIcon } from "@/components/ui/state-badge";
import { storedHref } from "@/lib/links/routes";
import type { OpenAlert } from "@/lib/oncall/types";
import { acknowledgeAlertAction } from "../settings/notifications/actions";
import { useOnCall, useOverview } from "./on-call-context";

const shownAtMost = 4;

/** The alerts that are open, at the verdict: one press says that somebody is on it. */
export function AlertStrip() {
  const { overview, refetch } = useOverview();
  const { alerts } = overview;
  if (alerts.length === 0) return null;
  return (
    <ul id="alerts" aria-label="Open alerts" className="mt-1.5 space-y-0.5 text-[0.8125rem]">
      {alerts.slice(0, shownAtMost).map((alert) => (
        <AlertLine key={alert.id} alert={alert} onDone={() => void refetch()} />
      ))}
      {alerts.length > shownAtMost ? <li className="text-ink-3">and {alerts.length - shownAtMost} more</li> : null}
    </ul>
  );
}

function AlertLine({ alert, onDone }: { alert: OpenAlert; onDone: () => void }) {
  const { canAcknowledge } = useOnCall();
  const { run, pending } = useAction();
  const { acknowledged } = alert;
  const acknowledge = () =>
    run(() => acknowledgeAlertAction(alert.id, ""), { done: "Acknowledged", failed: "Not acknowledged", onDone });
  return (
    <li data-alert={alert.key} className="flex flex-wrap items-center gap-x-2">
      <span className="flex min-w-0 items-center gap-1.5">
        <StateIcon health={alert.severity === "info" ? "unknown" : alert.severity} className="size-3.5" />
        <span className="min-w-0">
          Alert <Clock atMs={alert.raisedAtMs} />:{" "}
          <Link href={storedHref(alert.href)} prefetch={false} className="underline-offset-4 hover:underline">
            {alert.title}
          </Link>
        </span>
      </span>
      {acknowledged ? (
        <span className="text-ink-3">
          acknowledged by {acknowledged.by}
          {acknowledged.reason ? `: ${acknowledged.reason}` : ""}
        </span>
      ) : canAcknowledge ? (
        <button type="button" className="control text-accent" aria-disabled={pending} onClick={acknowledge}>
          Acknowledge
        </button>
      ) : null}
    </li>
  );
}
