import type { Locator, Page } from "@playwright/test";
import { expect } from "./stack";

/** How somebody presses what they see. */
type Hand = {
  name: string;
  viewport: { width: number; height: number };
  press: (page: Page, target: Locator) => Promise<void>;
};

/** Further than this nobody walks with Tab. */
const tabsMax = 90;
/** What a thumb can hit (WCAG 2.2, 2.5.8); in a line of text the line's own height does. */
const thumbPx = 16;

const hasFocus = (target: Locator) =>
  target.evaluateAll((found) => found.some((element) => element === document.activeElement));

/** Walks on to the target, and back to one that was renewed at the moment it was passed. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (const key of ["Tab", "Shift+Tab", "Tab"]) {
    for (let tabs = 0; tabs < tabsMax; tabs += 1) {
      await page.keyboard.press(key);
      if (await hasFocus(target)) return;
    }
    await expect(target.first()).toBeVisible();
  }
  throw new Error(`${target} is not reached by ${tabsMax} Tabs, nor on the way back`);
}

/** A mouse at a desk, a thumb on a phone, and the keyboard alone. A page for thumbs needs `hasTouch`. */
const hands: readonly Hand[] = [
  {
    name: "mouse",
    viewport: { width: 1440, height: 900 },
    press: (_page, target) => target.first().click(),
  },
  {
    name: "thumb",
    viewport: { width: 375, height: 812 },
    press: async (_page, target) => {
      // A list that is renewed meanwhile puts another row in its place.
      await expect(async () => {
        await target.first().scrollIntoViewIfNeeded({ timeout: 2000 });
        expect((await target.first().boundingBox())?.height).toBeGreaterThanOrEqual(thumbPx);
      }).toPass({ timeout: 15_000 });
      await target.first().tap();
    },
  },
  {
    name: "keyboard",
    viewport: { width: 1440, height: 900 },
    press: async (page, target) => {
      await expect(target.first()).toBeVisible();
      await tabTo(page, target);
      await page.keyboard.press("Enter");
    },
  },
];

const pressesMax = 3;

/** From the verdict on, with the presses counted: one more than three fails, whatever it would show. */
class Walk {
  #presses = 0;

  constructor(
    readonly page: Page,
    readonly hand: Hand,
  ) {}

  async press(target: Locator): Promise<void> {
    this.#presses += 1;
    expect(this.#presses, "presses since the verdict").toBeLessThanOrEqual(pressesMax);
    await this.hand.press(this.page, target);
  }
}

/** Walks from the on-call page with each hand in turn. */
export async function walkWithEachHand(page: Page, steps: (walk: Walk) => Promise<void>): Promise<void> {
  for (const hand of hands) {
    await page.setViewportSize(hand.viewport);
    await page.goto("/?range=15m");
    await expect(page.getByTestId("verdict-word")).toBeVisible();
    await steps(new Walk(page, hand));
  }
}

/** Presses the middle of what somebody sees; what lies on top of it there takes the press, as for a person. */
export async function pressAt(page: Page, target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error(`${target} has no place on the page`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}
