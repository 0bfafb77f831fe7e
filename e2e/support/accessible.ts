import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./stack";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const looks = [
  { colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { colorScheme: "dark", viewport: { width: 375, height: 812 } },
] as const;

/** What makes the page scroll sideways. */
function sticksOut(): string[] {
  if (document.documentElement.scrollWidth <= window.innerWidth) return [];
  const all = [...document.querySelectorAll("body *")];
  return all
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
    .map((element) => `${element.tagName} ${element.className}: ${element.textContent?.slice(0, 60)}`);
}

/**
 * Holds the page, as it stands, to WCAG 2.2 AA by axe: light on a desktop, dark on a phone, where nothing scrolls
 * sideways either. Afterwards it is a light desktop again.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const { colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    // Where the theme can be chosen, a class follows the system; elsewhere the style sheet alone does.
    await expect(page.locator("html")).toHaveClass(new RegExp(`^$|\\b${colorScheme}\\b`));
    await expect.poll(() => page.evaluate(sticksOut)).toEqual([]);
    // The bar at the bottom covers what can be scrolled from under it; on a page as high as its content it covers nothing.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: viewport.width, height: Math.max(viewport.height, height) });
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))]);
    expect(found, `${page.url()}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(looks[0].viewport);
}
