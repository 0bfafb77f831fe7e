import type { Overview } from "../lib/oncall/types";
import { isNamed } from "../scripts/bench/truth/judge-live";
import * as live from "../scripts/bench/truth/live-faults";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

const faults = [
  live.gateKilled,
  live.tokenDisabled,
  live.vmagentKilled,
  live.metricsStoreKilled,
  live.jaegerHangs,
  live.apiDown,
  live.tasksFail,
  live.databaseSlow,
];

for (const fault of faults) {
  test(`named, and nothing else: ${fault.name}`, async ({ page, stack }) => {
    const onCall = new OnCall(page);
    await onCall.openCalm();
    const look = async () => (await (await page.request.get("/api/overview?range=15m&fresh=1")).json()) as Overview;
    await fault.inject(stack);
    try {
      await expect.poll(async () => isNamed(await look(), fault), { timeout: 45_000 }).toBe(true);
      const [code] = fault.codes;
      await expect(page.locator(`[data-finding^="${code}"]`).filter({ visible: true }).first()).toBeVisible();
      await expect(onCall.word).not.toHaveText("UP");
    } finally {
      await fault.mend(stack);
    }
    await expect(onCall.word).toHaveText("UP", { timeout: 75_000 });
  });
}
