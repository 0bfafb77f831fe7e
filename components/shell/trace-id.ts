/** The trace id in a pasted text: 16 or 32 hex digits, alone, or in a traceparent or a Jaeger URL; null when none. */
export function traceIdIn(text: string): string | null {
  const match = /(?:^|[^0-9a-f])([0-9a-f]{32}|[0-9a-f]{16})(?:$|[^0-9a-f])/i.exec(text.trim());
  const id = match?.[1]?.toLowerCase() ?? null;
  return id !== null && /[1-9a-f]/.test(id) ? id : null;
}
