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

  it("hides what sign-in handles: session cookies, one-time links, second factors", () => {
    const text = written((logger) => {
      logger.info({
        cookie: "hidden-1",
        passwordHash: "hidden-2",
        totpSecretEnc: "hidden-3",
        recoveryCodes: ["hidden-4"],
      });
      logger.info("Cookie: a=b; __Secure-next-auth.session-token=hidden-5; next-auth.csrf-token=hidden-6%7Cx");
      logger.warn("GET /sign-in/link/hidden7hidden7hidden7 after /api/auth/callback/oidc?code=hidden-8&state=hidden-9");
      logger.error(new Error("bad otpauth://totp/obs:ops@example.com?secret=hidden10&issuer=obs"));
      logger.info({ claims: "eyJhbGciOiJkaXIifQ..hidden11.hidden12.hidden13" });
      logger.info({ "POST /api/device-token": { slowP95Ms: 900 } }, "limits");
    });
    expect(text).not.toContain("hidden");
    expect(text).toContain('"slowP95Ms":900');
  });

  it("hides what a request carried, as traces and error texts show it", () => {
    const text = written((logger) => {
      logger.info({ "http.request.header.cookie": "hidden-1", "http.request.header.x-api-key": "hidden-2" });
      logger.info({ body: "user=a&password=hidden-3", form: "password=hidden-4;x", auth: 'access_token="hidden-5"' });
      logger.info(`{"password":"hidden-6","apiKey": "hidden-7"} Cookie: sid=hidden-8; theme=hidden-9`);
    });
    expect(text).not.toContain("hidden");
    const sql = `SELECT * FROM "t" WHERE token=$1 AND password=? AND "secret" = 'x' -- invalid token: expired`;
    expect(redactText(sql)).toBe(sql);
  });

  it("keeps every line JSON, whatever is logged", () => {
    // What the redaction looks for, and what JSON is made of, in any order.
    const piece = fc.constantFrom("://", "@", ":", '"', "\\", "{", " ", "a", "secret", "token=", "cookie: ", "Bearer ");
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 2 }));
    const objects = fc.oneof(
      fc.dictionary(text, fc.oneof(value, fc.dictionary(text, value, { maxKeys: 3 })), { maxKeys: 4 }),
      fc.object({ depthSize: "small", maxKeys: 5 }),
    );
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ maxLength: 60 })), objects, (message, record) => {
        expect(() => JSON.parse(written((logger) => logger.info({ record }, message)))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it("leaves plain texts alone", () => {
    expect(redactText("POST /api/documents/ 201 at 10:30")).toBe("POST /api/documents/ 201 at 10:30");
  });
});
