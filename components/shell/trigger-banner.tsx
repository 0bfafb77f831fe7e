import "server-only";
import { logger } from "@/lib/runtime/logger";
import { loadBanner } from "@/lib/triggers/load-banner";
import { TriggerBannerLine } from "./trigger-banner-line";

/** The migration triggers on every page. A database that does not answer costs the page nothing but this line. */
export async function TriggerBanner() {
  const askedAtMs = Date.now();
  const initial = await loadBanner().catch((err: unknown) => {
    logger().warn({ err }, "the banner of the triggers could not be loaded");
    return { firing: null };
  });
  return <TriggerBannerLine initial={initial} askedAtMs={askedAtMs} />;
}
