import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";

export const metadata: Metadata = {
  title: "Sign in - honeyDue",
  icons: { icon: "/state-unknown.svg" },
  // The page's address can hold where to go on to.
  referrer: "no-referrer",
};

/** Pages for those who are not signed in: one small form each, nothing of the console around it. */
export default async function SignInLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <Providers nonce={nonce}>
      <div className="flex min-h-dvh flex-col items-center px-4 pt-[14vh] pb-10 max-md:pt-10">
        <p className="flex items-center gap-2 font-semibold text-lg tracking-tight">
          <Comb />
          honeyDue <span className="-ml-1 font-normal text-ink-3">obs</span>
        </p>
        <main className="panel mt-6 w-full max-w-[24rem] p-6 max-md:p-5">{children}</main>
      </div>
    </Providers>
  );
}

/** The product's mark, as in the header of the console. */
function Comb() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className="size-6 text-accent"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinejoin="round"
    >
      <path d="M12 2.5l4 2.3v4.6l-4 2.3-4-2.3V4.8z" fill="currentColor" />
      <path d="M7.5 11.5l4 2.3v4.6l-4 2.3-4-2.3v-4.6zM16.5 11.5l4 2.3v4.6l-4 2.3-4-2.3v-4.6z" />
    </svg>
  );
}
