import { readReply, type Answer } from './reply';
import { meaningOf } from './codes';
import type { AskableGateway } from './gateway';
import type { Question } from './requests';

/** Puts a question that changes nothing; one that is refused for its timestamp is signed anew and put once more. */
export async function askAnew(question: Question, gateway: AskableGateway): Promise<Answer> {
	if (gateway.isCancelled()) return { kind: 'none', reason: 'the execution was stopped' };
	const answer = readReply(await gateway.call(question));
	const isExpired = answer.kind === 'refusal' && meaningOf(answer.envelope.code).belief === 'signAnew';
	return isExpired && !gateway.isCancelled() ? readReply(await gateway.call(question)) : answer;
}

/** Why there is no usable answer: continues a sentence. */
export function reasonOf(answer: Exclude<Answer, { kind: 'success' }>): string {
	if (answer.kind !== 'refusal') return answer.reason;
	const { code, errorMessage } = answer.envelope;
	return `GatePay answered code ${code}: ${meaningOf(code).meaning}${errorMessage && ` (“${errorMessage}”)`}`;
}
