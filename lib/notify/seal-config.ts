import "server-only";
import { decryptSecret, encryptSecret } from "@/lib/secrets/encrypt-secret";
import { type ChannelConfig, channelConfigSchema } from "./channel-config";

const purpose = "notify-channel";

/** A channel's configuration as the database keeps it, encrypted. */
export const sealConfig = (config: ChannelConfig) => encryptSecret(JSON.stringify(config), purpose);

/**
 * The configuration that was sealed. Throws when the key is gone, the text was changed, or it is not a configuration.
 */
export function openConfig(sealed: string): ChannelConfig {
  return channelConfigSchema.parse(JSON.parse(decryptSecret(sealed, purpose)));
}
