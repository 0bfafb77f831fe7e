import "server-only";
import { BodyTooLargeError, ParameterError } from "./api-error";
import { bodyBytesMax } from "./body-limit";

async function readAtMost(request: Request, bytesMax: number): Promise<string> {
  const tooLarge = () =>
    new BodyTooLargeError(`The body is larger than ${bytesMax.toLocaleString("en-US")} bytes. Send less.`);
  if (Number(request.headers.get("content-length")) > bytesMax) throw tooLarge();
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > bytesMax) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * The JSON body of a request. Throws `BodyTooLargeError` above `bytesMax`, `ParameterError` when it is empty or not
 * JSON.
 */
export async function readJsonBody(request: Request, bytesMax = bodyBytesMax): Promise<unknown> {
  const text = await readAtMost(request, bytesMax);
  if (text.trim() === "") throw new ParameterError("The body is empty. Send a JSON object.");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ParameterError("The body is not JSON. Mind quotes and commas, or the shell's own quoting.");
  }
}
