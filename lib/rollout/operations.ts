/** Span names that the plan fixes (steps 2 and 3). */
export const loginOperation = "POST /api/auth/login/";
export const uploadOperation = "b2.PutObject";
export const pushOperation = "apns.send";
