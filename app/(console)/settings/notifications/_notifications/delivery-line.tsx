import { Moment } from "@/components/ui/moment";
import { StateIcon } from "@/components/ui/state-badge";
import type { Health } from "@/lib/measured";
import type { DeliveryView } from "@/lib/notify/list-alerts";

const healthOf: Record<string, Health> = { delivered: "ok", waiting: "warn", failed: "bad", dropped: "unknown" };
const wordsOf: Record<string, string> = {
  raised: "that it began",
  worse: "that it became worse",
  resolved: "that it is over",
};

function stateText({ state, attempts }: DeliveryView): string {
  if (state === "delivered") return "told";
  if (state === "failed") return `not told, given up after ${attempts === 1 ? "1 attempt" : `${attempts} attempts`}`;
  if (state === "dropped") return "not told";
  return attempts === 0 ? "waits to be told" : `not told yet, ${attempts === 1 ? "1 attempt" : `${attempts} attempts`}`;
}

/** One message: to whom, whether it arrived, and why not. */
export function DeliveryLine({ delivery }: { delivery: DeliveryView }) {
  const { channel, event, state, atMs, note } = delivery;
  return (
    <li className="flex items-start gap-1.5 text-ink-2 text-xs" data-delivery={event} data-state={state}>
      <StateIcon health={healthOf[state] ?? "unknown"} className="mt-px size-3.5" />
      <span className="min-w-0">
        {channel}: {stateText(delivery)} {wordsOf[event] ?? event}, <Moment atMs={atMs} />
        {note ? `. ${note}` : null}
      </span>
    </li>
  );
}
