import { signedNotification, type SignedNotification } from '../../tools/sandbox';
import { expectSection, markdownTable } from '../support/readmeSection';
import { ACKNOWLEDGED, altered, send, started, TriggerWorld, type Sent } from './support/triggerWorld';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What a request can be made of. */
interface Given {
	world: TriggerWorld;
	refundRequestId: string;
	/** The genuine one. */
	genuine: SignedNotification;
	/** The genuine one, signed at another moment, in ms from now. */
	at: (offset: number) => SignedNotification;
	/** Any text, signed with the application's own secret. */
	signed: (body: string) => SignedNotification;
}

interface Case {
	/** What was tried, for the README. */
	tried: string;
	/** What is sent, one after another; every one has to be answered the same. */
	sends: (given: Given) => Sent | Sent[];
	/** `acknowledged`, or an HTTP status; n8n answers some requests before the node is asked. */
	answered: string;
	starts?: number;
	credential?: string;
}

const REFUSED = 'HTTP 401';

/** A case for which nothing starts. */
const refused = (tried: string, sends: Case['sends'], answered = REFUSED): Case => ({
	tried,
	sends,
	answered,
});

const flipped = (text: string, at: number) =>
	text.slice(0, at) + (text[at] === '1' ? '2' : '1') + text.slice(at + 1);
const header = (notification: SignedNotification, name: string) => String(notification.headers[name]);

const CASES: Case[] = [
	{
		tried: 'A notification of GatePay’s',
		sends: ({ genuine }) => genuine,
		answered: 'acknowledged',
		starts: 1,
	},
	refused('Not signed at all', ({ genuine: { body } }) => ({
		headers: { 'Content-Type': 'application/json' },
		body,
	})),
	refused('Without one of the four headers that sign it', ({ genuine }) =>
		Object.keys(genuine.headers)
			.filter((name) => name.startsWith('X-GatePay-'))
			.map((name) => altered(genuine, { headers: { [name]: undefined } })),
	),
	refused('Signed with another secret', ({ genuine, world }) =>
		signedNotification({ ...world.sandbox.applications.institution, secret: 'a-fake-guess' }, genuine.body),
	),
	refused('Signed with another application’s secret', ({ genuine, world }) =>
		signedNotification(
			{ ...world.sandbox.applications.merchant, clientId: 'sandbox-institution-client' },
			genuine.body,
		),
	),
	refused('One byte of the body altered: the refund succeeded, the amount is another one', ({ genuine }) =>
		altered(genuine, {
			body: flipped(genuine.body, genuine.body.indexOf('refundAmount') + 'refundAmount\\":\\"'.length),
		}),
	),
	refused('REFUND_REJECTED altered to REFUND_SUCCESS', ({ world, refundRequestId }) => {
		const rejected = world.sandbox.notification(refundRequestId, { bizStatus: 'REFUND_REJECTED' });
		return altered(rejected, { body: rejected.body.replace('REFUND_REJECTED', 'REFUND_SUCCESS') });
	}),
	refused('The same JSON, written with a space more', ({ genuine }) =>
		altered(genuine, { body: genuine.body.replace(':', ': ') }),
	),
	refused('The timestamp altered by a millisecond', ({ genuine }) =>
		altered(genuine, {
			headers: { 'X-GatePay-Timestamp': String(Number(header(genuine, 'X-GatePay-Timestamp')) + 1) },
		}),
	),
	refused('One character of the nonce altered', ({ genuine }) =>
		altered(genuine, { headers: { 'X-GatePay-Nonce': flipped(header(genuine, 'X-GatePay-Nonce'), 0) } }),
	),
	refused('One character of the signature altered', ({ genuine }) =>
		altered(genuine, {
			headers: { 'X-GatePay-Signature': flipped(header(genuine, 'X-GatePay-Signature'), 127) },
		}),
	),
	refused('The signature a character shorter or longer, empty, or twice', ({ genuine }) => {
		const signature = header(genuine, 'X-GatePay-Signature');
		return [signature.slice(0, -1), `${signature}0`, '', [signature, signature], 'a'.repeat(8_000)].map(
			(value) => altered(genuine, { headers: { 'X-GatePay-Signature': value } }),
		);
	}),
	{
		tried: 'The signature in capitals, as GatePay’s own clients take it',
		sends: ({ genuine }) =>
			altered(genuine, {
				headers: { 'X-GatePay-Signature': header(genuine, 'X-GatePay-Signature').toUpperCase() },
			}),
		answered: 'acknowledged',
		starts: 1,
	},
	refused('The client ID header twice, once with another application’s', ({ genuine }) =>
		altered(genuine, {
			headers: { 'X-GatePay-Certificate-ClientId': ['sandbox-institution-client', 'another-client'] },
		}),
	),
	refused('Another client ID in the header, signed with our secret', ({ genuine }) =>
		altered(genuine, { headers: { 'X-GatePay-Certificate-ClientId': 'another-client' } }),
	),
	refused('Another client ID in the body (clientId), signed with our secret', ({ genuine, signed }) =>
		signed(genuine.body.replace('sandbox-institution-client', 'another-client')),
	),
	refused('Another client ID in the body (client_id), signed with our secret', ({ genuine, signed }) =>
		signed(genuine.body.replace('{', '{"client_id":"another-client",')),
	),
	refused('A genuine one, 26 hours and a second late', ({ at }) => at(-26 * HOUR - SECOND)),
	{
		tried: 'A genuine one, 25 hours and 59 minutes late',
		sends: ({ at }) => at(-26 * HOUR + MINUTE),
		answered: 'acknowledged',
		starts: 1,
	},
	refused('A genuine one, dated 6 minutes ahead', ({ at }) => at(6 * MINUTE)),
	{
		tried: 'A genuine one, dated 4 minutes ahead',
		sends: ({ at }) => at(4 * MINUTE),
		answered: 'acknowledged',
		starts: 1,
	},
	{
		tried: 'A genuine one, sent twice',
		sends: ({ genuine }) => [genuine, genuine],
		answered: 'acknowledged',
		starts: 1,
	},
	{
		tried: 'A genuine one, sent twice, signed afresh the second time',
		sends: ({ genuine, at }) => [genuine, at(0)],
		answered: 'acknowledged',
		starts: 1,
	},
	refused('The merchant’s own request for a refund, sent back', ({ world }) => {
		const sent = world.sandbox.requests.find(({ call }) => call === 'createRefundV2');
		const headers = Object.entries(sent?.headers ?? {}).filter(([name]) => name.startsWith('x-gatepay-'));
		return { headers: Object.fromEntries(headers), body: sent?.body ?? '' };
	}),
	refused('An empty body, with the signature of a GET request', ({ signed }) => signed('')),
	refused('A form with files, with the signature of a GET request', ({ signed }) =>
		altered(signed(''), {
			headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
			body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
		}),
	),
	refused('A body of 15 MB, not signed', () => ({
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify('x'.repeat(15e6)),
	})),
	refused(
		'A body of 20 MB, signed',
		({ signed }) => signed(JSON.stringify('x'.repeat(20e6))),
		'HTTP 500, by n8n',
	),
	refused('500 headers more, not signed', ({ genuine: { body } }) => ({
		headers: Object.fromEntries(Array.from({ length: 500 }, (_, count) => [`X-${count}`, 'x'])),
		body,
	})),
	refused(
		'A signature of 50,000 characters',
		({ genuine }) => altered(genuine, { headers: { 'X-GatePay-Signature': 'a'.repeat(50_000) } }),
		'HTTP 431, by n8n',
	),
	refused(
		'Something that says that it is JSON, and is not, signed',
		({ signed }) => signed('{"bizType":'),
		'HTTP 422, by n8n',
	),
	refused('10,000 levels of JSON, not signed', () => ({
		headers: { 'Content-Type': 'application/json' },
		body: '['.repeat(1e4) + ']'.repeat(1e4),
	})),
	refused('GET', ({ genuine }) => ({ ...genuine, method: 'GET', body: '' }), 'HTTP 404, by n8n'),
	...[
		['has another secret', 'other'],
		['has no secret', 'empty'],
		['has a secret that cannot be used', 'unusable'],
		['is gone', 'gone'],
	].map(([what, credential]) => ({
		...refused(`A genuine one, but the credential in n8n ${what}`, ({ genuine }) => genuine),
		credential: credential as string,
	})),
];

/** Whatever is sent to the webhook over real HTTP, in n8n's engine: only GatePay starts a workflow. */
describe('a notification that is forged, altered, late or repeated', () => {
	let world: TriggerWorld;
	beforeAll(async () => {
		world = await TriggerWorld.start(
			{},
			{
				empty: { accountType: 'merchant', clientId: 'sandbox-institution-client', secret: '' },
				unusable: { accountType: 'merchant', clientId: 'sandbox-institution-client', secret: 'ü\n' },
				other: {
					accountType: 'merchant',
					clientId: 'sandbox-institution-client',
					secret: 'another-fake-secret',
					baseUrl: 'https://openplatform.gateapi.io',
				},
			},
		);
	});
	beforeEach(() => world.reset());
	afterEach(() => world.silence());
	afterAll(() => world.close());

	const rows: string[][] = [];

	it.each(CASES)(
		'$tried: $answered',
		async ({ tried, sends, answered, starts = 0, credential = 'gatepay' }) => {
			const webhook = await world.listen(
				{ events: ['REFUND_SUCCESS', 'REFUND_REJECTED', 'REFUND_PROCESS'] },
				{ credential },
			);
			for (const sent of [sends(await given())].flat()) {
				const answer = await send(webhook.url, sent);
				expect(shown(answer, answered)).toBe(answered);
				if (answer.status === 401) expect(answer.text).toBe('');
			}
			await started(webhook);
			// Every run counts, those that n8n records for a node that throws included.
			expect(webhook.runs).toHaveLength(starts);
			rows.push([tried, answered, String(webhook.runs.length)]);
		},
	);

	it('the documentation shows what came of each', () => {
		expect(rows).toHaveLength(CASES.length);
		expectSection(
			'docs/trigger.md',
			'forged notifications',
			markdownTable(['What is sent', 'What it is answered', 'Workflows started'], rows),
		);
	});

	async function given(): Promise<Given> {
		const { sandbox } = world;
		const refundRequestId = await world.finishedRefund('T-1');
		return {
			world,
			refundRequestId,
			genuine: sandbox.notification(refundRequestId),
			at: (offset) => sandbox.notification(refundRequestId, { timestamp: sandbox.now() + offset }),
			signed: (body) => signedNotification(sandbox.applications.institution, body),
		};
	}
});

function shown(answer: { status: number; text: string }, expected: string): string {
	if (answer.status === 200 && answer.text === ACKNOWLEDGED) return 'acknowledged';
	return `HTTP ${answer.status}${expected.endsWith(', by n8n') ? ', by n8n' : ''}`;
}
