/** How much an alert matters, least first. */
export const severities = ["info", "warn", "bad"] as const;
export type Severity = (typeof severities)[number];

/** Whether `severity` is at least as grave as `floor`. */
export function isAtLeast(severity: Severity, floor: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(floor);
}

/** A severity as it was stored; an unknown one counts as the gravest, so that nothing is played down. */
export function toSeverity(text: string): Severity {
  return severities.find((severity) => severity === text) ?? "bad";
}
