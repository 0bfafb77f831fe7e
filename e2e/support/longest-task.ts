import type { Browser, Page } from "@playwright/test";

type TraceEvent = { name: string; ph: string; pid: number; tid: number; tdur?: number; args?: { name?: string } };

const categories = ["toplevel", "disabled-by-default-lighthouse", "devtools.timeline"];
const taskNames = new Set(["RunTask", "ThreadControllerImpl::RunTask"]);

/**
 * CPU time of the longest task on a page's main thread while `act` runs, in milliseconds: what a user would feel as a
 * frozen page. Measured as the thread's own time, so that what else the machine does has no part in it. Throws when the
 * browser recorded no task at all.
 */
export async function longestTaskMs(browser: Browser, page: Page, act: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories });
  await act();
  const recorded = JSON.parse((await browser.stopTracing()).toString("utf8")) as { traceEvents: TraceEvent[] };
  const isMain = ({ name, args }: TraceEvent) => name === "thread_name" && args?.name === "CrRendererMain";
  const threads = new Set(recorded.traceEvents.filter(isMain).map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = recorded.traceEvents.filter(
    ({ name, ph, pid, tid, tdur }) =>
      ph === "X" && tdur !== undefined && taskNames.has(name) && threads.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error("The browser recorded no task of a main thread.");
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}
