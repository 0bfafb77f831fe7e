/** The longest body that anything here takes: forms, actions and JSON are all far shorter. */
export const bodyBytesMax = 16 * 1024;
