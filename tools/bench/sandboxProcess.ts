import { startSandbox } from '../sandbox';
import { answerQuestions } from './childProcess';
import type { GatewayQuestion, Seen } from './gateway';
import { prepayIdAt } from './tickets';

/** The program that `Gateway` starts. */
async function serve(): Promise<void> {
	// n8n's own nodes sign all items before they send the first; after ten seconds, GatePay would refuse the rest.
	const sandbox = await startSandbox({ timestampTolerance: 60 * 60 * 1000 });
	answerQuestions<GatewayQuestion>(async (question) => {
		if ('seen' in question) {
			const { payments } = sandbox.ledger;
			const buyers = new Set(payments.map(({ prepayId }) => prepayId)).size;
			return { paid: payments.length, buyers } satisfies Seen;
		}
		const { latency, orders, first } = question.fresh;
		sandbox.reset();
		sandbox.latency = latency;
		for (let index = 0; index < orders; index += 1)
			sandbox.orders.add({ prepayId: prepayIdAt(first + index) });
		return sandbox.institutionCredential;
	});
}

void serve();
