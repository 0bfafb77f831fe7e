import "server-only";
import { ParameterError } from "./api-error";

/** The JSON body of a request, as yet unchecked. Throws `ParameterError` when it is none, or longer than `lengthMax`. */
export async function readJsonBody(request: Request, lengthMax = 20_000): Promise<unknown> {
  if (Number(request.headers.get("content-length") ?? 0) > lengthMax) throw tooLong(lengthMax);
  const text = await request.text();
  if (text.length > lengthMax) throw tooLong(lengthMax);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ParameterError("The body is not JSON.");
  }
}

const tooLong = (lengthMax: number) => new ParameterError(`The body is longer than ${lengthMax} characters.`);
