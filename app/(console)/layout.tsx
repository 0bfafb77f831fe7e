import { headers } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { pageSession } from "@/components/auth/page-actor";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { AuditBanner } from "@/components/shell/audit-banner";
import { BottomNav } from "@/components/shell/bottom-nav";
import { Header } from "@/components/shell/header";
import { Hotkeys } from "@/components/shell/hotkeys";
import { LazyToaster } from "@/components/shell/lazy-toaster";
import { ProgramNotes } from "@/components/shell/program-notes";
import { Providers } from "@/components/shell/providers";
import { TokenNotice } from "@/components/shell/token-notice";
import { TriggerBanner } from "@/components/shell/trigger-banner";
import { ViewNotes } from "@/components/shell/view-notes";
import { env } from "@/lib/runtime/env";
import { dismissNoticesAction } from "./tokens/actions";

/** Sends the signed-out to sign in. Pages check by themselves too: Next can render one without its layout. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { actor } = await pageSession();
  const user = { email: actor.email, role: actor.role };
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <Providers nonce={nonce}>
      <a
        href="#content"
        className="floating fixed top-2 left-2 z-50 -translate-y-20 px-3 py-2 font-medium text-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <Header user={user} />
      <TokenNotice actor={actor} dismissAction={dismissNoticesAction} />
      <Suspense>
        <AuditBanner />
      </Suspense>
      <Suspense>
        <TriggerBanner />
      </Suspense>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto max-w-[104rem] px-2 pt-2 pb-24 outline-none md:px-5 md:pt-4 md:pb-10"
      >
        <Suspense>
          <ViewNotes />
        </Suspense>
        <ProgramNotes watch={Boolean(env().OBS_GRAFANA_URL && env().GRAFANA_PUBLIC_URL)}>{children}</ProgramNotes>
      </main>
      <BottomNav />
      <Hotkeys />
      <LazyToaster />
      <StepUpDialog />
    </Providers>
  );
}
