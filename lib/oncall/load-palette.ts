import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { mayManage } from "@/lib/actor/actor";
import { listAlerts } from "@/lib/notify/list-alerts";
import { findRunbook, runbookSlugs } from "./runbooks/find-runbook";
import { loadRunbookValues } from "./runbooks/load-values";

/** What the palette finds besides pages, routes and tokens. */
export type PaletteEntries = {
  runbooks: { slug: string; title: string }[];
  /** Open alerts that nobody has acknowledged; empty for an actor who may not acknowledge. */
  alerts: { id: string; title: string }[];
};

/** Runbooks by title, and the alerts that this actor can acknowledge. */
export async function loadPalette(actor: Actor): Promise<PaletteEntries> {
  const values = loadRunbookValues();
  const { open } = mayManage(actor) ? await listAlerts({ limit: 1 }) : { open: [] };
  return {
    runbooks: runbookSlugs.flatMap((slug) => {
      const runbook = findRunbook(slug)?.(values);
      return runbook ? [{ slug, title: runbook.title }] : [];
    }),
    alerts: open.filter(({ acknowledged }) => acknowledged === null).map(({ id, title }) => ({ id, title })),
  };
}
