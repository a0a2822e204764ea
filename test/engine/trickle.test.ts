import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { Engine, refundWorkflow } from '../../tools/engine';
import { CHECKOUT, CONTINUE, messages } from './support/world';

/** An answer whose headers come at once and whose body never ends. */
describe('an answer that trickles', () => {
	const timers: NodeJS.Timeout[] = [];
	let server: Server;
	let engine: Engine;

	beforeAll(async () => {
		server = createServer((request, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json' });
			const isQuestion = request.method === 'GET';
			if (isQuestion) response.end('{"status":"FAIL","code":"400304"}');
			else timers.push(setInterval(() => response.write(' '), 100));
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		const gatepay = {
			accountType: 'merchant',
			clientId: 'fake-client',
			secret: 'fake-secret-for-tests',
			baseUrl: `http://127.0.0.1:${port}`,
		};
		engine = await Engine.start({ packageDirectory: process.cwd(), credentials: { gatepay } });
	});
	afterAll(() => {
		timers.forEach(clearInterval);
		server.closeAllConnections();
		server.close();
	});

	it('is no answer once the timeout is over', async () => {
		const parameters = { ...CHECKOUT, options: { timeout: 1, settleTime: 0 } };
		const items = [{ prepayId: '35214673103159414', amount: '1', ticket: 'T-1' }];
		const run = await engine.start(...refundWorkflow(items, { parameters, settings: CONTINUE })).finished;
		expect(messages(run)[0]).toMatch(/^Outcome unknown: GatePay did not answer within 1 seconds\./);
	});
});
