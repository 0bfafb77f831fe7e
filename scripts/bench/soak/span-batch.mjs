// One OTLP/HTTP request of spans as the Go SDK encodes it (protobuf). Encoded once; each request is a copy with new ids
// and times, so that the sender takes next to nothing of the cores that it shares with what it measures.
import { randomFillSync } from "node:crypto";

/** 8 spans a trace, as one request of the API with its queries makes them. */
const spansPerTrace = 8;
const tracesPerBatch = 64;
export const spansPerBatch = spansPerTrace * tracesPerBatch;
const routes = ["GET /api/tasks/", "POST /api/documents/", "GET /api/residences/:id/", "POST /api/auth/login/"];

/** @param {number} value */
function varint(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
}
/** A field with its length: text, bytes or a message. @param {number} field @param {string | Buffer} content */
function sized(field, content) {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}
/** @param {number} field @param {number} value */
const number = (field, value) => Buffer.concat([varint(field * 8), varint(value)]);
/** @param {number} field */
const eightBytes = (field) => Buffer.concat([varint(field * 8 + 1), Buffer.alloc(8)]);
/** @param {number} field @param {string} key @param {string | number} value */
function attribute(field, key, value) {
  const any = typeof value === "number" ? number(3, value) : sized(1, value);
  return sized(field, Buffer.concat([sized(1, key), sized(2, any)]));
}

// Ids are these words until a copy is made, which finds their places.
const [traceMark, spanMark] = [Buffer.alloc(16, "trace-id-of-copy"), Buffer.alloc(8, "span-id-")];
/** @param {number} trace @param {number} index */
function span(trace, index) {
  const route = routes[trace % routes.length] ?? "";
  const attributes =
    index === 0
      ? [attribute(9, "http.route", route), attribute(9, "http.response.status_code", 200)]
      : [
          attribute(9, "db.system", "postgresql"),
          attribute(9, "db.statement", `SELECT * FROM tasks WHERE residence_id = $1 AND id = ${trace}`),
        ];
  return Buffer.concat([
    sized(1, traceMark),
    sized(2, spanMark),
    ...(index === 0 ? [] : [sized(4, spanMark)]),
    sized(5, index === 0 ? route : "gorm.Query"),
    number(6, index === 0 ? 2 : 3),
    eightBytes(7),
    eightBytes(8),
    ...attributes,
  ]);
}

const spans = Array.from({ length: spansPerBatch }, (_, at) =>
  sized(2, span(Math.floor(at / spansPerTrace), at % spansPerTrace)),
);
const scope = sized(2, Buffer.concat([sized(1, sized(1, "soak")), ...spans]));
const template = sized(1, Buffer.concat([sized(1, attribute(1, "service.name", "honeydue-api")), scope]));

/** Where a mark stands in the template, in order. @param {Buffer} mark */
function placesOf(mark) {
  const places = [];
  for (let at = template.indexOf(mark); at >= 0; at = template.indexOf(mark, at + mark.length)) places.push(at);
  return places;
}
const traceIds = placesOf(traceMark);
const spanIds = placesOf(spanMark);

/** @param {number} nowMs when the spans begin @returns {Buffer} the body of a request with `spansPerBatch` spans */
export function spanBatch(nowMs) {
  const body = Buffer.from(template);
  const ids = randomFillSync(Buffer.alloc(tracesPerBatch * 16 + spansPerBatch * 8));
  let place = 0;
  for (let at = 0; at < spansPerBatch; at += 1) {
    const trace = Math.floor(at / spansPerTrace);
    const root = tracesPerBatch * 16 + trace * spansPerTrace * 8;
    const own = tracesPerBatch * 16 + at * 8;
    ids.copy(body, traceIds[at], trace * 16, trace * 16 + 16);
    ids.copy(body, spanIds[place], own, own + 8);
    place += 1;
    const isRoot = at % spansPerTrace === 0;
    if (!isRoot) {
      ids.copy(body, spanIds[place], root, root + 8);
      place += 1;
    }
    writeTimes(body, traceIds[at] ?? 0, nowMs + (at % spansPerTrace));
  }
  return body;
}

/** Start and end stand behind the name and the kind, each a field of nine bytes. @param {Buffer} body @param {number} spanAt @param {number} startMs */
function writeTimes(body, spanAt, startMs) {
  const at = body.indexOf(timeFields, spanAt);
  body.writeBigUInt64LE(BigInt(startMs) * 1_000_000n, at + 1);
  body.writeBigUInt64LE(BigInt(startMs + 5) * 1_000_000n, at + 10);
}
const timeFields = Buffer.concat([eightBytes(7), eightBytes(8)]);
