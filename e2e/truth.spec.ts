import type { Overview } from "../lib/oncall/types";
import { isNamed } from "../scripts/bench/truth/judge-live";
import { fewFaults } from "../scripts/bench/truth/live-faults";
import { OnCall } from "./support/on-call";
import { expect, test } from "./support/stack";

for (const fault of fewFaults) {
  test(`named, and nothing else: ${fault.name}`, async ({ page, stack }) => {
    const onCall = new OnCall(page);
    await onCall.openCalm();
    const look = async () => (await (await page.request.get("/api/overview?range=15m&fresh=1")).json()) as Overview;
    await fault.inject(stack);
    try {
      await expect.poll(async () => isNamed(await look(), fault), { timeout: 45_000 }).toBe(true);
      // The line that is read first says it, whether the fault lies on a path or in the requests.
      for (const code of fault.codes) await expect(onCall.clause(code)).toBeVisible();
      await expect(onCall.word).not.toHaveText("UP");
    } finally {
      await fault.mend(stack);
    }
    await expect(onCall.word).toHaveText("UP", { timeout: 75_000 });
  });
}
