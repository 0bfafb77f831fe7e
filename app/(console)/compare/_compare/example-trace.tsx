import Link from "next/link";
import { traceHref } from "@/lib/links/routes";

/** A request to look at. */
export function ExampleTrace({ traceId, what }: { traceId: string; what: string }) {
  return (
    <Link href={traceHref(traceId)} prefetch={false} className="underline underline-offset-4">
      a trace<span className="sr-only"> with {what.slice(0, 80)}</span>
    </Link>
  );
}
