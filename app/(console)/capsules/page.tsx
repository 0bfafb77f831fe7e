import type { Metadata } from "next";
import { pageActor } from "@/components/auth/page-actor";
import { Panel } from "@/components/ui/panel";
import { PanelNotice } from "@/components/ui/panel-notice";
import { mayManage } from "@/lib/actor/actor";
import { perHourMax } from "@/lib/capsule/create-capsule";
import { listCapsules } from "@/lib/capsule/list-capsules";
import { sizeBytesMax } from "@/lib/capsule/pack";
import { keptDays, keptMax, keptOfOneMax } from "@/lib/capsule/prune-capsules";
import { formatBytes } from "@/lib/format/bytes";
import { listAlerts } from "@/lib/notify/list-alerts";
import { CapsuleItem } from "./_list/capsule-item";
import { FreezeForm } from "./_list/freeze-form";

export const metadata: Metadata = { title: "Capsules - honeyDue", icons: { icon: "/state-unknown.svg" } };

export default async function CapsulesPage() {
  const actor = await pageActor();
  const [capsules, { open, over }] = await Promise.all([listCapsules(), listAlerts({ limit: 10 })]);
  const renderedAtMs = Date.now();
  const alerts = [...open, ...over].map(({ id, title, resolved }) => ({ id, title, isOpen: resolved === null }));
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-3">
      <div className="px-1 pt-2">
        <h1 className="font-semibold text-xl">Capsules</h1>
        <p className="text-ink-2">
          Everything the console knew about a window, frozen: it outlives the retention of every program, and opens
          offline as one file. SQL values and secrets are not in it.
        </p>
      </div>
      <Panel id="freeze" title="Freeze a window">
        <FreezeForm alerts={alerts} />
      </Panel>
      <Panel id="capsules" title="Frozen so far">
        {capsules.length === 0 ? (
          <PanelNotice title="Nothing is frozen yet">
            On the on-call page one press (or Shift+F) freezes what is on screen; an alert has the same button.
          </PanelNotice>
        ) : (
          <ul className="divide-y divide-line border-line border-t">
            {capsules.map((capsule) => (
              <CapsuleItem key={capsule.id} capsule={capsule} renderedAtMs={renderedAtMs} manages={mayManage(actor)} />
            ))}
          </ul>
        )}
        <p className="px-3 py-2 text-ink-3 text-xs">
          At most {keptMax} are kept, {keptOfOneMax} of one person, each for {keptDays} days and of at most{" "}
          {formatBytes(sizeBytesMax)}. Everybody who is signed in can freeze, {perHourMax} times an hour; admins can
          delete. Both are in the audit log.
        </p>
      </Panel>
    </div>
  );
}
