import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { ZodError } from "zod";
import { type Faults, faultNames, isFaultName } from "./faults";

type Reply = { status: number; body: unknown };

/** The control endpoint, on a port of its own so that it answers while the API is "down". */
export function createControl(faults: Faults): Server {
  return createServer((request, response) => {
    text(request).then(
      (body) => {
        const reply = answerControl(faults, request.method ?? "GET", request.url ?? "/", body);
        response.writeHead(reply.status, { "content-type": "application/json" }).end(`${JSON.stringify(reply.body)}\n`);
      },
      // The caller went away half way.
      () => response.destroy(),
    );
  });
}

/** Answers one control request: list, switch on, switch off. */
export function answerControl(faults: Faults, method: string, url: string, body: string): Reply {
  const match = /^\/demo\/faults(?:\/([^/]*))?$/.exec(url.split("?")[0] ?? "");
  if (!match) return refuse(404, "Ask /demo/faults or /demo/faults/{name}.");
  const name = match[1];
  if (name === undefined) {
    if (method === "DELETE") faults.allOff();
    else if (method !== "GET") return refuse(405, "GET lists the faults, DELETE switches all off.");
    return listing(faults);
  }
  if (!isFaultName(name)) return refuse(400, `There is no fault "${name}"; allowed: ${faultNames.join(", ")}.`);
  if (method === "DELETE") faults.off(name);
  else if (method !== "PUT") return refuse(405, "PUT switches it on, DELETE off.");
  else {
    try {
      faults.on(name, body.trim() === "" ? {} : JSON.parse(body));
    } catch (error) {
      return refuse(400, reasonOf(error));
    }
  }
  return listing(faults);
}

const listing = (faults: Faults): Reply => ({ status: 200, body: { faults: faults.list() } });
const refuse = (status: number, error: string): Reply => ({ status, body: { error } });

function reasonOf(error: unknown): string {
  if (!(error instanceof ZodError)) return "The body is no JSON.";
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}
