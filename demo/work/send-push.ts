import { setTimeout as sleep } from "node:timers/promises";
import { elapsedSeconds } from "../metrics/elapsed-seconds";
import { endSpan, failSpan, SpanKind } from "../tracing";
import type { Scope } from "../world";

/** Pushes by APNs; returns whether it was accepted. A rejected device token fails the span and not the request. */
export async function sendApns(scope: Scope): Promise<boolean> {
  const { random, world } = scope;
  const startedMs = performance.now();
  const attributes = {
    device_token_hash: random
      .integer(0, 2 ** 48 - 1)
      .toString(16)
      .padStart(12, "0"),
  };
  const { span } = world.tracing.start("manual", "apns.send", SpanKind.CLIENT, scope.context, { attributes });
  const rejected = random.chance(0.02) || world.faults.isOn("apns-bad-device-token");
  await sleep(random.latencyMs(45));
  span.setAttributes({ status_code: rejected ? 410 : 200, reason: rejected ? "BadDeviceToken" : "" });
  if (rejected) failSpan(span, "*errors.errorString", "apns: 410 BadDeviceToken");
  endSpan(span);
  world.metrics.apns.observe({ result: rejected ? "error" : "success" }, elapsedSeconds(startedMs));
  return !rejected;
}

/** Pushes by FCM: a metric and no span, as the plan has it. */
export async function sendFcm({ random, world }: Scope): Promise<void> {
  const startedMs = performance.now();
  await sleep(random.latencyMs(60));
  world.metrics.fcm.observe({ result: "success" }, elapsedSeconds(startedMs));
}
