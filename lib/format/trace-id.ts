/** Whether a text is a trace id: up to 32 hex digits, not all zeros. */
export function isTraceId(text: string): boolean {
  return /^[0-9a-f]{1,32}$/i.test(text) && !/^0+$/.test(text);
}

/** A trace id with all its 32 digits in lower case: Jaeger leaves out the first 16 where they are zero. */
export function fullTraceId(id: string): string {
  return isTraceId(id) ? id.toLowerCase().padStart(32, "0") : id;
}
