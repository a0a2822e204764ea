// Everything that n8n would log is looked through, so it has to be logged; the level is read when n8n-core is loaded.
process.env.N8N_LOG_LEVEL = 'debug';

import { refundWorkflow } from '../../tools/engine';
import type { Fault } from '../../tools/sandbox';
import { CHECKOUT, CONTINUE, startWorld, type World } from './support/world';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<{ workflowPackageWithoutWaiting(): object }>('./support/time')
		.workflowPackageWithoutWaiting(),
);

/** Codes and passwords as a buyer's helpdesk would type them; none of them is real. */
const CODES = {
	emailCode: 'fake-email-code-8d2',
	fundPass: 'fake "fund" pass\\word',
	smsCode: '839201',
	totpCode: '571946',
};

/** Every path of a refund, with a GatePay that repeats what it was sent, and nothing of it shows anywhere. */
describe('secrets', () => {
	let world: World;
	let logged: string;
	const listen = () => {
		logged = '';
		// n8n's logger writes past the console's methods where the console has streams of its own.
		const { _stdout, _stderr } = console as unknown as Record<string, NodeJS.WriteStream | undefined>;
		for (const stream of [process.stdout, process.stderr, _stdout, _stderr]) {
			if (!stream) continue;
			jest.spyOn(stream, 'write').mockImplementation((chunk) => {
				logged += String(chunk);
				return true;
			});
		}
		for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
			jest.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
				logged += parts.map(String).join(' ');
			});
		}
	};
	beforeAll(async () => {
		listen();
		world = await startWorld();
	});
	beforeEach(() => {
		world.reset();
		listen();
	});
	afterEach(() => jest.restoreAllMocks());
	afterAll(() => world.close());

	const PARAMETERS = {
		...CHECKOUT,
		options: { settleTime: 5, timeout: 1 },
		additionalFields: { ...CODES },
	};
	const ITEM = { prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' };

	/** What GatePay could repeat: the secret, the codes, and the signature of this very package's scheme. */
	const echo = () =>
		JSON.stringify({
			...CODES,
			secret: world.sandbox.institutionCredential.secret,
			[world.sandbox.institutionCredential.secret]: 'as a key',
			signature: 'ab'.repeat(64),
			quoted: JSON.stringify(CODES),
			asNumber: 571946,
			deep: [{ totp: `code ${CODES.totpCode}, fund ${CODES.fundPass}` }],
		});
	const text = () => `wrong codes: ${echo()}`;

	const answer = (status: string, data: string) =>
		`{"status":"${status}","code":"${status === 'FAIL' ? '400001' : '000000'}","errorMessage":${JSON.stringify(text())},"data":${data}}`;
	const body = (made: boolean, answerText: () => string, status = 200): (() => Fault) => {
		return () => ({ kind: 'body', text: answerText(), status, made });
	};

	const PATHS: Array<[string, 'create' | 'query', (() => Fault) | undefined]> = [
		['accepted', 'create', undefined],
		[
			'accepted, GatePay repeating the secrets',
			'create',
			body(true, () => answer('SUCCESS', withId(echo()))),
		],
		[
			'accepted with a message of its own',
			'create',
			body(true, () => answer('SUCCESS', withId(`{"errMsg":${JSON.stringify(text())}}`))),
		],
		[
			'existing, GatePay repeating the secrets',
			'query',
			body(false, () => answer('SUCCESS', withId(echo()))),
		],
		[
			'existing, but different',
			'query',
			body(false, () => answer('SUCCESS', withId(`{"orderId":${JSON.stringify(text())}}`))),
		],
		[
			'failed earlier',
			'query',
			body(false, () =>
				answer('SUCCESS', withId(`{"status":"REJECTED","refund_fail_reason":${JSON.stringify(text())}}`)),
			),
		],
		['no answer to the question', 'query', body(false, () => answer('FAIL', echo()))],
		['refused', 'create', body(false, () => answer('FAIL', echo()))],
		['outcome unknown, a proxy repeating the request', 'create', body(false, text, 502)],
		[
			'outcome unknown, a fault repeating the request',
			'create',
			body(false, () => answer('FAIL', echo()), 500),
		],
		['answer lost', 'create', () => ({ kind: 'answerLostAfter' })],
		['too slow', 'create', () => ({ kind: 'delay', delay: 1500 })],
	];
	const withId = (data: string) => data.replace('{', '{"refundRequestId":"own-1",');

	const MODES = [
		['Stop Workflow', {}],
		['Continue', CONTINUE],
		['Continue, not simplified', CONTINUE],
	] as const;

	const CASES = PATHS.flatMap(([path, on, mishap]) =>
		MODES.map(([mode, settings]) => ({ path, on, mishap, mode, settings })),
	);

	it.each(CASES)('$path, $mode: nothing shows them', async ({ on, mishap, mode, settings }) => {
		if (mishap) world.sandbox.faults.add({ on, ...mishap() });
		const simplify = !mode.includes('not simplified');
		const [nodes, connections] = refundWorkflow([ITEM], {
			parameters: {
				...PARAMETERS,
				refundRequestIdFrom: 'define',
				refundRequestId: 'own-1',
				options: { ...PARAMETERS.options, simplify },
			},
			settings,
		});
		const run = await world.engine.run(nodes, connections);

		const shown = serialized(run.output('Refund')) + serialized(run.error) + logged;
		expect(logged).toContain('Running node "Refund"');
		const secrets = [world.sandbox.institutionCredential.secret, 'ab'.repeat(64), ...Object.values(CODES)];
		for (const secret of [...secrets, ...signaturesOf(world)]) {
			for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) expect(shown).not.toContain(form);
		}
	});

	describe('from the item, which n8n would put beside the message of the error branch', () => {
		const FROM_ITEM = Object.fromEntries(Object.keys(CODES).map((name) => [name, `={{ $json.${name} }}`]));
		const ERROR_BRANCH = { onError: 'continueErrorOutput' } as const;
		const REFUSED = { ...ITEM, ...CODES, prepayId: 'refused-400605' };
		const UNREAD = { ...ITEM, ...CODES, amount: 'two' };

		it.each([
			['refused', [REFUSED]],
			['not read', [UNREAD]],
			['two of them', [REFUSED, UNREAD]],
		])('%s: the error item has the message alone', async (_, items) => {
			const run = await world.refund(items, { ...PARAMETERS, additionalFields: FROM_ITEM }, ERROR_BRANCH);
			expect(run.output('Refund', 0)).toEqual([]);
			const failed = run.output('Refund', 1);
			expect(failed.map(({ json }) => Object.keys(json))).toEqual(items.map(() => ['error']));
			for (const code of Object.values(CODES)) expect(serialized(failed)).not.toContain(code);
		});

		it.each([
			['{{ $json.fundPass.toUpperCase() }}', CODES.fundPass],
			['P-{{ $json.fundPass }}', CODES.fundPass],
		])('read in any way: %s', async (expression, code) => {
			const additionalFields = { fundPass: `=${expression}` };
			const run = await world.refund([REFUSED], { ...PARAMETERS, additionalFields }, ERROR_BRANCH);
			expect(run.output('Refund', 1)).toHaveLength(1);
			expect(serialized(run.output('Refund', 1)).toLowerCase()).not.toContain(
				JSON.stringify(code).slice(1, -1).toLowerCase(),
			);
		});

		it('the fields of the item stand beside the message, if its codes are typed in', async () => {
			const run = await world.refund([{ ...ITEM, prepayId: 'refused-400605' }], PARAMETERS, ERROR_BRANCH);
			expect(run.output('Refund', 1)).toMatchObject([{ json: { ticket: 'T-1', amount: '1' } }]);
		});
	});

	it('a value that cannot be read is not shown either, when it is one of the secrets', async () => {
		const run = await world.refund(
			[ITEM],
			{ ...PARAMETERS, additionalFields: { fundPass: '={{ [$json.ticket] }}' } },
			CONTINUE,
		);
		expect(run.output('Refund')[0]?.json.error).toMatch(/'Fund Password' must be text/);
		expect(run.output('Refund')[0]?.json.error).not.toContain('T-1');
	});

	it('nor is a part of one that came out changed, nor the expression that it is in', async () => {
		const run = await world.refund(
			[{ ...ITEM, pin: 2 ** 63 }],
			{ ...PARAMETERS, additionalFields: { fundPass: '=fake{{ $json.pin }}' } },
			CONTINUE,
		);
		expect(run.output('Refund')[0]?.json.error).toMatch(
			/^Not sent: 'Fund Password' is incomplete: an expression in it returned nothing, or nothing that can be used\./,
		);
	});

	it('nor what an expression failed with, which may repeat what it was given', async () => {
		const run = await world.refund(
			[{ ...ITEM, code: 'fake-code-9' }],
			{
				...PARAMETERS,
				additionalFields: {
					smsCode: '={{ $json.code.nothing.at.all() }}',
					memo: '={{ (() => { throw new Error($json.code) })() }}',
				},
			},
			CONTINUE,
		);
		const [{ json }] = run.output('Refund') as [{ json: { error: string } }];
		expect(json.error).toMatch(/^Not sent: /);
		expect(json.error).not.toContain('fake-code-9');
	});
});

/** The whole of a value, errors with everything that hangs on them, the way n8n stores it and more. */
function serialized(value: unknown): string {
	const seen = new Set<unknown>();
	return (
		JSON.stringify(value, (_, inner: unknown) => {
			if (typeof inner !== 'object' || inner === null) return inner;
			if (seen.has(inner)) return undefined;
			seen.add(inner);
			return inner instanceof Error || 'stack' in inner
				? Object.fromEntries(
						Object.getOwnPropertyNames(inner).map((name) => [name, (inner as Record<string, unknown>)[name]]),
					)
				: inner;
		}) ?? ''
	);
}

function signaturesOf(world: World): string[] {
	return world.sandbox.requests.map(({ headers }) => String(headers['x-gatepay-signature']));
}
