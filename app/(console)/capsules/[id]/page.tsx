import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageActor } from "@/components/auth/page-actor";
import { CapsuleSections } from "@/components/capsule-document/sections";
import { PanelNotice } from "@/components/ui/panel-notice";
import { mayManage } from "@/lib/actor/actor";
import { mayEdit } from "@/lib/capsule/edit-capsule";
import { loadCapsule, loadCapsuleInfo } from "@/lib/capsule/load-capsule";
import { BuildProgress } from "./_capsule/build-progress";
import { CapsuleHeader } from "./_capsule/capsule-header";

export const metadata: Metadata = { title: "Capsule - honeyDue", icons: { icon: "/state-unknown.svg" } };

type Props = { params: Promise<{ id: string }> };

export default async function CapsulePage({ params }: Props) {
  const actor = await pageActor();
  const found = await loadCapsuleInfo((await params).id);
  if (!found) notFound();
  const { createdById, ...info } = found;
  if (info.state === "building") return <BuildProgress initial={info} />;
  const capsule = info.state === "ready" ? await loadCapsule(info) : null;
  return (
    <div className="mx-auto grid max-w-7xl grid-cols-[minmax(0,1fr)] gap-3">
      <CapsuleHeader
        info={info}
        editable={mayEdit(actor, createdById)}
        manages={mayManage(actor)}
        isReadable={capsule !== null}
      />
      {capsule ? (
        <CapsuleSections capsule={capsule} consoleUrl="" />
      ) : (
        <div className="panel">
          <PanelNotice title="There is nothing in this capsule">
            {info.failure ?? "The stored capsule can no longer be read; the console's log has the reason."}
          </PanelNotice>
        </div>
      )}
    </div>
  );
}
