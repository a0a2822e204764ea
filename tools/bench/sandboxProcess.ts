import { startSandbox } from '../sandbox';
import { answerQuestions } from './childProcess';
import type { GatewayQuestion, Seen } from './gateway';
import { prepayIdAt } from './tickets';

/** The program that `Gateway` starts. */
async function serve(): Promise<void> {
	const sandbox = await startSandbox();
	let connectionsBefore = 0;
	answerQuestions<GatewayQuestion>(async (question) => {
		if ('seen' in question) {
			const { ledger, requests, connectionsMade } = sandbox;
			return {
				paid: ledger.payments.length,
				requests: requests.length,
				connections: connectionsMade - connectionsBefore,
			} satisfies Seen;
		}
		const { latency, orders } = question.fresh;
		sandbox.reset();
		sandbox.latency = latency;
		for (let index = 0; index < orders; index += 1) sandbox.orders.add({ prepayId: prepayIdAt(index) });
		connectionsBefore = sandbox.connectionsMade;
		return sandbox.institutionCredential;
	});
}

void serve();
