/** The longest request body accepted anywhere: forms, actions and JSON are all far shorter. */
export const bodyBytesMax = 16 * 1024;
