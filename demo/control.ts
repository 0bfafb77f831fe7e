import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { ZodError } from "zod";
import { type Faults, faultNames, isFaultName } from "./faults";

type Reply = { status: number; body: unknown };

/** The control endpoint, on a port of its own so that it answers while the API is "down". */
export function createControl(faults: Faults): Server {
  return createServer((request, response) => {
    void text(request).then((body) => {
      const { status, body: answer } = answerControl(faults, request.method ?? "GET", request.url ?? "/", body);
      response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(answer)}\n`);
    });
  });
}

/** Answers one control request: list, switch on, switch off. */
export function answerControl(faults: Faults, method: string, path: string, body: string): Reply {
  const match = /^\/demo\/faults(?:\/([^/?]*))?$/.exec(path);
  if (!match) return { status: 404, body: { error: "Ask /demo/faults or /demo/faults/{name}." } };
  const name = match[1];
  if (name === undefined) {
    if (method === "DELETE") faults.allOff();
    else if (method !== "GET")
      return { status: 405, body: { error: "GET lists the faults, DELETE switches all off." } };
    return { status: 200, body: { faults: faults.list() } };
  }
  if (!isFaultName(name))
    return { status: 400, body: { error: `There is no fault "${name}"; allowed: ${faultNames.join(", ")}.` } };
  if (method === "DELETE") faults.off(name);
  else if (method !== "PUT") return { status: 405, body: { error: "PUT switches it on, DELETE off." } };
  else {
    try {
      faults.on(name, body.trim() === "" ? {} : JSON.parse(body));
    } catch (error) {
      const reason =
        error instanceof ZodError
          ? error.issues.map((i) => `${i.path.join(".")}: ${i.message}`).join("; ")
          : "the body is no JSON";
      return { status: 400, body: { error: reason } };
    }
  }
  return { status: 200, body: { faults: faults.list() } };
}
