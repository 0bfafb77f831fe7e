import "server-only";
import { type PageWindow, readPageWindow } from "@/lib/ranges/page-window";
import { ParameterError } from "./api-error";

/** The window that `from` and `to` name; null without them. Throws `ParameterError` when they name none. */
export function readWindow(from: string | undefined, to: string | undefined): PageWindow | null {
  if (from === undefined && to === undefined) return null;
  const window = readPageWindow(from, to);
  if (window) return window;
  throw new ParameterError('"from" and "to" are unix milliseconds, the later one in "to", 7 days apart at most.');
}
