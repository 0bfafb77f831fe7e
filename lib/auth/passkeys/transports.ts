const known = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;
export type Transport = (typeof known)[number];

/** How an authenticator is reached, of what the browser said of it; unknown words are left out. */
export function toTransports(text: string): Transport[] {
  const words = text.split(" ");
  return known.filter((transport) => words.includes(transport));
}
