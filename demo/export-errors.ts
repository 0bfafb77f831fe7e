/** Says in plain words why a batch of spans was lost, without anything the gate or the request said (tokens). */
export function describeExportError(error: Error | undefined): string {
  const code = error && "code" in error ? error.code : undefined;
  if (code === 401 || code === 403)
    return `the gate refuses the token (${code}), spans are lost; put a valid one into DEMO_TOKEN_FILE`;
  if (typeof code === "number") return `the gate answers ${code}, spans are lost; look at its log`;
  if (error && "syscall" in error && (error.syscall === "open" || error.syscall === "read"))
    return `the token file cannot be read (${code}), spans are lost; look at DEMO_TOKEN_FILE`;
  if (typeof code === "string") return `the gate cannot be reached (${code}), spans are lost until it is back`;
  if (error?.message === "Request timed out") return "the gate does not answer in time, spans are lost until it does";
  // What is left when the SDK gave up retrying: it keeps no status.
  return "the gate is too busy (429, 502, 503 or 504), spans are lost until it has room";
}
