import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLogger } from "./logger";
import { redactText } from "./redact";

function written(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = "";
  const destination = {
    write: (line: string) => {
      text += line;
    },
  };
  write(createLogger("info", destination));
  return text;
}

describe("logger", () => {
  it("hides secrets by key at any depth and in any case", () => {
    const text = written((logger) =>
      logger.info(
        {
          Authorization: "hidden-1",
          request: { headers: { cookie: "hidden-2", "set-cookie": ["hidden-3"], accept: "shown" } },
          list: [{ deep: { password: "hidden-4", ingestToken: "hidden-5", NEXTAUTH_SECRET: "hidden-6" } }],
        },
        "hello",
      ),
    );
    expect(text).not.toContain("hidden");
    expect(JSON.parse(text)).toMatchObject({ level: "info", msg: "hello", request: { headers: { accept: "shown" } } });
  });

  it("hides tokens inside messages, errors and their causes", () => {
    const cause = new Error("GET http://user:pass-1@vm/ failed");
    const text = written((logger) => {
      logger.error({ err: new Error("refused Bearer abc.def-1", { cause }) }, "token hdobs_secret1 was refused");
      logger.error(new Error("Basic dXNlcjpwYXNz"));
    });
    for (const secret of ["abc.def-1", "pass-1", "secret1", "dXNlcjpwYXNz"]) expect(text).not.toContain(secret);
    expect(text).toContain("refused Bearer [redacted]");
  });

  it("keeps every line JSON, whatever is logged", () => {
    fc.assert(
      fc.property(fc.string(), fc.object(), (message, record) => {
        JSON.parse(written((logger) => logger.info({ record }, message)));
      }),
    );
  });

  it("leaves plain texts alone", () => {
    expect(redactText("POST /api/documents/ 201 at 10:30")).toBe("POST /api/documents/ 201 at 10:30");
  });
});
