"use client";
import { onCallHref } from "@/lib/links/routes";
import "./globals.css";

type Props = { error: Error & { digest?: string } };

/** When even the frame around the pages cannot be made: the database or a setting is broken. */
export default function GlobalError({ error }: Props) {
  return (
    <html lang="en">
      <body>
        <main role="alert" className="mx-auto max-w-lg px-4 py-24">
          <h1 className="font-semibold text-xl">The console could not make this page</h1>
          <p className="mt-2 text-ink-2">
            This says nothing about the API: metrics and traces are still collected. The console's log has the cause
            {error.digest ? ` under reference ${error.digest}` : ""}.
          </p>
          <p className="mt-4">
            <a href={onCallHref()} className="font-medium text-accent underline underline-offset-4">
              Try the on-call page
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
