import type { Locator, Page } from "@playwright/test";
import { expect } from "./stack";

/** The on-call page by what a person sees on it. */
export class OnCall {
  readonly word: Locator;
  readonly text: Locator;

  constructor(readonly page: Page) {
    this.word = page.getByTestId("verdict-word");
    this.text = page.getByTestId("verdict-text");
  }

  /** The verdict's words of a finding, by its code. */
  clause = (code: string) => this.page.locator(`[data-clause="${code}"], [data-clause^="${code}:"]`).first();
  witness = (name: "scrape" | "spans" | "probe") => this.page.locator(`[data-witness="${name}"]`);
  tile = (name: "rate" | "errors" | "p95" | "freshness") => this.page.locator(`[data-tile="${name}"]`);
  chart = (name: "rate" | "errors" | "latency") => this.page.locator(`[data-chart="${name}"]`);
  route = (name: string) => this.page.locator(`[data-route="${name}"]`);
  panel = (title: string) => this.page.getByRole("region", { name: title });

  /** Opens the page and waits until the demo's traffic is seen from every side and nothing is wrong. */
  async openCalm(): Promise<void> {
    await this.page.goto("/?range=15m");
    await expect(this.word).toHaveText("UP", { timeout: 75_000 });
    await expect(this.witness("spans")).toHaveAttribute("data-health", "ok");
  }
}
