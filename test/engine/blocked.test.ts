import { createRequire } from 'node:module';

import { CHECKOUT, CONTINUE, startWorld, type World } from './support/world';

/** The settings of n8n's guard, from the packages that n8n-core itself uses. */
function guard(): { enabled: boolean } {
	const requireAsN8n = createRequire(require.resolve('n8n-core'));
	const { Container } = requireAsN8n('@n8n/di') as {
		Container: { get(type: unknown): { enabled: boolean } };
	};
	const { SsrfProtectionConfig } = requireAsN8n('@n8n/config') as { SsrfProtectionConfig: unknown };
	return Container.get(SsrfProtectionConfig);
}

describe("n8n's guard against requests to internal addresses", () => {
	let world: World;
	beforeAll(async () => {
		world = await startWorld();
		guard().enabled = true;
	});
	afterAll(async () => {
		guard().enabled = false;
		await world.close();
	});

	it('blocks a refund before it leaves: nothing was sent, and the item says so', async () => {
		const item = { prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' };
		const run = await world.refund([item], CHECKOUT, CONTINUE);
		expect(run.output('Refund')[0]?.json.error).toMatch(/^Not sent: .*SSRF protection/);
		expect(world.sandbox.requests).toEqual([]);
	});
});
