import { type AuthContext, answerAuthRequest } from "@/lib/auth/answer-auth-request";
import { withApiErrors } from "@/lib/web/api-error";

export const dynamic = "force-dynamic";

const answer = withApiErrors<[AuthContext]>(answerAuthRequest);

export { answer as GET, answer as POST };
