import { setTimeout as sleep } from "node:timers/promises";
import { elapsedSeconds } from "../metrics/elapsed-seconds";
import { endSpan, failSpan, SpanKind } from "../tracing";
import type { Scope } from "../world";

type Service = { operation: string; metric: "apns" | "fcm"; medianMs: number; status: number; reason: string };
const apns: Service = { operation: "apns.send", metric: "apns", medianMs: 45, status: 410, reason: "BadDeviceToken" };
/** HTTP v1 answers 404 UNREGISTERED for a token of an app that is gone. */
const fcm: Service = { operation: "fcm.send", metric: "fcm", medianMs: 60, status: 404, reason: "UNREGISTERED" };

/** Pushes by APNs; returns whether it was accepted. A rejected device token fails the span and not the request. */
export function sendApns(scope: Scope): Promise<boolean> {
  return send(scope, apns, scope.world.faults.isOn("apns-bad-device-token"));
}

/** Pushes by FCM, whose span the plan asks for beside that of APNs (instrumentation table, push/fcm.go). */
export function sendFcm(scope: Scope): Promise<boolean> {
  return send(scope, fcm, false);
}

async function send({ random, world, context }: Scope, service: Service, isBroken: boolean): Promise<boolean> {
  const { operation, metric, medianMs, status, reason } = service;
  const startedMs = performance.now();
  const attributes = {
    device_token_hash: random
      .integer(0, 2 ** 48 - 1)
      .toString(16)
      .padStart(12, "0"),
  };
  const { span } = world.tracing.start("manual", operation, SpanKind.CLIENT, context, { attributes });
  const rejected = random.chance(0.02) || isBroken;
  await sleep(random.latencyMs(medianMs));
  span.setAttributes({ status_code: rejected ? status : 200, reason: rejected ? reason : "" });
  if (rejected) failSpan(span, "*errors.errorString", `${metric}: ${status} ${reason}`);
  endSpan(span);
  world.metrics[metric].observe({ result: rejected ? "error" : "success" }, elapsedSeconds(startedMs));
  return !rejected;
}
