"use client";
import { useEffect, useState } from "react";

/** Whole seconds left of a wait; 0 when there is none. `start` begins a new one. */
export function useCountdown(): { secondsLeft: number; start: (seconds: number) => void } {
  const [untilMs, setUntilMs] = useState(0);
  const [nowMs, setNowMs] = useState(0);
  const secondsLeft = Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  const running = secondsLeft > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNowMs(Date.now()), 500);
    return () => clearInterval(timer);
  }, [running]);
  const start = (seconds: number) => {
    setNowMs(Date.now());
    setUntilMs(Date.now() + seconds * 1000);
  };
  return { secondsLeft, start };
}
