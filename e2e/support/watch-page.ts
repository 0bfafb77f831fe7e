import type { Page } from "@playwright/test";

/** What must never happen on a page of the console, in words; fills up while the page is used. */
export type Watched = { violations: string[]; dialogs: string[]; errors: string[] };

/** Watches a page from before its first navigation: breaches of its policy, dialogs, and scripts that threw. */
export async function watchPage(page: Page): Promise<Watched> {
  const watched: Watched = { violations: [], dialogs: [], errors: [] };
  await page.exposeFunction("reportViolation", (text: string) => watched.violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener(
      "securitypolicyviolation",
      ({ violatedDirective, blockedURI, sample, sourceFile, lineNumber }) => {
        const { reportViolation } = window as unknown as { reportViolation: (text: string) => void };
        reportViolation(
          `${location.pathname}: ${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`,
        );
      },
    );
  });
  page.on("dialog", (dialog) => {
    watched.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => watched.errors.push(`${page.url()}: ${error.message}`));
  return watched;
}

export const nothingSeen: Watched = { violations: [], dialogs: [], errors: [] };
