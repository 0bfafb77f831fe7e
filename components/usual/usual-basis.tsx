"use client";
import { basisText } from "@/lib/usual/words";
import { useUsual } from "./use-usual";

/** What "usually" rests on, or why it is not there. */
export function UsualBasis({ className }: { className?: string }) {
  const usual = useUsual();
  const text =
    usual.state === "ready"
      ? `"Usually" is the median of ${basisText(usual.value.basis)}.`
      : usual.state === "empty"
        ? "What is usual is not known yet: it takes four verdict windows of measurements."
        : usual.state === "error"
          ? `What is usual is unknown: ${usual.failure.message}`
          : "";
  return (
    <span className={className} data-usual-basis={usual.state}>
      {text}
    </span>
  );
}
