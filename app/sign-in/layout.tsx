import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { CombMark } from "@/components/shell/comb-mark";
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
          <CombMark className="size-6" />
          honeyDue <span className="-ml-1 font-normal text-ink-3">obs</span>
        </p>
        <main className="panel mt-6 w-full max-w-[24rem] p-6 max-md:p-5">{children}</main>
      </div>
    </Providers>
  );
}
