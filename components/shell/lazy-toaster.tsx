"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { onFirstNotice } from "./notify";

const Toaster = dynamic(() => import("./toaster").then((module) => module.Toaster), { ssr: false });

export function LazyToaster() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => onFirstNotice(() => setWanted(true)), []);
  return wanted ? <Toaster /> : null;
}
